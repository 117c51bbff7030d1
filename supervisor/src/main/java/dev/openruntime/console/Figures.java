package dev.openruntime.console;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Figures as a person reads them; durations are milliseconds below ten seconds, seconds from there on. */
public final class Figures {

    private static final Duration SECONDS_FROM = Duration.ofSeconds(10);

    private Figures() {}

    /** Whole milliseconds: {@code 62 ms}; {@code 12.3 s}. For init. */
    public static String coarse(Duration time) {
        return time.compareTo(SECONDS_FROM) >= 0
                ? seconds(time)
                : String.format(Locale.ROOT, "%d ms", Math.round(micros(time) / 1000.0));
    }

    /** Three digits that count: {@code 0.21 ms}, {@code 12.3 ms}, {@code 123 ms}, {@code 12.3 s}. For invocations. */
    public static String fine(Duration time) {
        double ms = micros(time) / 1000.0;
        if (time.compareTo(SECONDS_FROM) >= 0) {
            return seconds(time);
        }
        return String.format(Locale.ROOT, ms < 9.995 ? "%.2f ms" : ms < 99.95 ? "%.1f ms" : "%.0f ms", ms);
    }

    /** Microseconds below one millisecond: {@code 187 µs}; from there on as {@link #fine}. For comparisons. */
    public static String exact(Duration time, Style style) {
        long micros = micros(time);
        return Math.abs(micros) < 1000
                ? micros + (style.unicode() ? " µs" : " us")
                : micros < 0 ? "-" + fine(time.negated()) : fine(time);
    }

    /** How many times as much: {@code 1.46}; three digits that count. */
    public static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 9.995 ? "%.2f" : ratio < 99.95 ? "%.1f" : "%,.0f", ratio);
    }

    /** The two digits that count: {@code 1.6 s}, {@code 41 s}, {@code 41 min}, {@code 5 h}, {@code 3 d}. For ages. */
    static String rough(Duration time) {
        if (time.compareTo(Duration.ofSeconds(10)) < 0) {
            return seconds(time);
        }
        if (time.compareTo(Duration.ofMinutes(2)) < 0) {
            return time.toSeconds() + " s";
        }
        if (time.compareTo(Duration.ofHours(2)) < 0) {
            return time.toMinutes() + " min";
        }
        return time.compareTo(Duration.ofDays(2)) < 0 ? time.toHours() + " h" : time.toDays() + " d";
    }

    /** The same of processor time, where hundredths of a second count. */
    static String brief(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0
                ? String.format(Locale.ROOT, "%.2f s", micros(time) / 1_000_000.0)
                : rough(time);
    }

    /** Memory in units of 2^20 bytes, as platforms count it. */
    public static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", Math.round(bytes / 1_048_576.0));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", micros(time) / 1_000_000.0);
    }

    static long micros(Duration time) {
        return time.dividedBy(ChronoUnit.MICROS.getDuration());
    }

    /** {@code 1,204 invocations}. */
    public static String count(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }
}
