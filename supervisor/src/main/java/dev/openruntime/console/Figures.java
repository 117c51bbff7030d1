package dev.openruntime.console;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Durations as a person reads them: milliseconds below ten seconds, seconds from there on. */
final class Figures {

    private static final Duration SECONDS_FROM = Duration.ofSeconds(10);

    private Figures() {}

    /** Whole milliseconds: {@code 62 ms}; {@code 12.3 s}. For init. */
    static String coarse(Duration time) {
        return time.compareTo(SECONDS_FROM) >= 0
                ? seconds(time)
                : String.format(Locale.ROOT, "%d ms", Math.round(micros(time) / 1000.0));
    }

    /** Three digits that count: {@code 0.21 ms}, {@code 12.3 ms}, {@code 123 ms}, {@code 12.3 s}. For invocations. */
    static String fine(Duration time) {
        double ms = micros(time) / 1000.0;
        if (time.compareTo(SECONDS_FROM) >= 0) {
            return seconds(time);
        }
        return String.format(Locale.ROOT, ms < 9.995 ? "%.2f ms" : ms < 99.95 ? "%.1f ms" : "%.0f ms", ms);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", micros(time) / 1_000_000.0);
    }

    static long micros(Duration time) {
        return time.dividedBy(ChronoUnit.MICROS.getDuration());
    }

    /** {@code 1,204 invocations}. */
    static String count(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }
}
