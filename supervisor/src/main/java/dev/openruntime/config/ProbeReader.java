package dev.openruntime.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code startup}, {@code readiness} and {@code liveness}. */
final class ProbeReader {

    private static final int MOST_IN_A_ROW = 100;
    private static final int FAILURES = 3;
    private static final Duration STARTUP_EVERY = Duration.ofMillis(20);
    private static final Duration READINESS_EVERY = Duration.ofSeconds(1);
    private static final Duration LIVENESS_EVERY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration WITHIN = Duration.ofSeconds(3);

    /** What a line of output has no use for: it is waited for, not tried. */
    private static final List<String> NOT_WITH_LOG = List.of("every", "timeout", "successes");

    private final Reading reading;

    ProbeReader(Reading reading) {
        this.reading = reading;
    }

    Optional<StartupProbe> startup(Section sidecar) {
        Section section = sidecar.section("startup", Keys.STARTUP);
        if (section == null) {
            return Optional.empty();
        }
        Duration every = section.duration("every", STARTUP_EVERY);
        Duration timeout = section.duration("timeout", TIMEOUT);
        Duration within = section.duration("within", WITHIN);
        int successes = section.whole("successes", 1, MOST_IN_A_ROW).orElse(1);
        if (section.has("log")) {
            for (String key : NOT_WITH_LOG) {
                if (section.has(key)) {
                    reading.problems()
                            .add(
                                    section.keyPlaceOf(key),
                                    section.pathOf(key),
                                    "has no effect with `log`: a line is waited for, not tried; remove it");
                }
            }
        }
        ProbeTarget target = new TargetReader(reading).read(section, TargetReader.STARTUP);
        return target == null
                ? Optional.empty()
                : Optional.of(new StartupProbe(target, every, timeout, within, successes));
    }

    Optional<Probe> readiness(Section sidecar) {
        return repeated(sidecar.section("readiness", Keys.READINESS), READINESS_EVERY);
    }

    Optional<Probe> liveness(Section child) {
        return repeated(child.section("liveness", Keys.LIVENESS), LIVENESS_EVERY);
    }

    private Optional<Probe> repeated(@Nullable Section section, Duration usual) {
        if (section == null) {
            return Optional.empty();
        }
        Duration every = section.duration("every", usual);
        Duration timeout = section.duration("timeout", TIMEOUT);
        int failures = section.whole("failures", 1, MOST_IN_A_ROW).orElse(FAILURES);
        int successes = section.whole("successes", 1, MOST_IN_A_ROW).orElse(1);
        ProbeTarget target = new TargetReader(reading).read(section, TargetReader.REPEATED);
        return target == null ? Optional.empty() : Optional.of(new Probe(target, every, timeout, failures, successes));
    }
}
