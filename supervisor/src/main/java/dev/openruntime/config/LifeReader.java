package dev.openruntime.config;

import java.time.Duration;
import java.util.List;

/** Reads {@code restart} and {@code stop}. */
final class LifeReader {

    private static final int MOST_FACTOR = 100;

    private final Reading reading;

    LifeReader(Reading reading) {
        this.reading = reading;
    }

    RestartConfig restart(Section child) {
        Section section = child.section("restart", Keys.RESTART);
        if (section == null) {
            return RestartConfig.DEFAULT;
        }
        RestartConfig usual = RestartConfig.DEFAULT;
        return new RestartConfig(
                section.word("policy", usual.policy(), RestartPolicy.values(), List.of()),
                backoff(section),
                section.duration("resetAfter", usual.resetAfter()));
    }

    private BackoffConfig backoff(Section restart) {
        Section section = restart.section("backoff", Keys.BACKOFF);
        if (section == null) {
            return BackoffConfig.DEFAULT;
        }
        BackoffConfig usual = BackoffConfig.DEFAULT;
        Duration initial = section.duration("initial", usual.initial());
        double factor = section.number("factor", usual.factor(), 1, MOST_FACTOR);
        Duration max = section.duration("max", usual.max());
        if (max.compareTo(initial) < 0) {
            reading.problems()
                    .add(
                            section.placeOf(section.has("max") ? "max" : "initial"),
                            section.pathOf("max"),
                            "must be at least `initial`, which is " + DurationText.write(initial) + "; it is "
                                    + DurationText.write(max));
        }
        return new BackoffConfig(initial, factor, max);
    }

    static StopConfig stop(Section child) {
        Section section = child.section("stop", Keys.STOP);
        if (section == null) {
            return StopConfig.DEFAULT;
        }
        StopConfig usual = StopConfig.DEFAULT;
        return new StopConfig(
                section.word("signal", usual.signal(), StopSignal.values(), List.of()),
                section.durationOrZero("within", usual.within()));
    }
}
