package dev.openruntime.config;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Durations as they are written: {@code 250ms}, {@code 0.5s}, {@code 2m}. Stateless; any thread. */
public final class DurationText {

    /** The longest duration that can be written, and how that is said. */
    static final Duration LONGEST = Duration.ofHours(24);

    static final String LONGEST_SHOWN = "24 hours";

    private static final int MOST_DIGITS = 8;
    private static final int MOST_FRACTION_DIGITS = 6;

    private DurationText() {}

    /**
     * Digits, perhaps a point and at most six further digits, and a unit.
     *
     * @return null if that isn't what the text is; more than {@link #LONGEST} if it says more
     */
    static @Nullable Duration parse(String text) {
        int point = afterDigits(text, 0);
        int unit = point;
        if (point > 0 && point < text.length() && text.charAt(point) == '.') {
            unit = afterDigits(text, point + 1);
            if (unit == point + 1 || unit - point - 1 > MOST_FRACTION_DIGITS) {
                return null;
            }
        }
        long unitNanos = switch (text.substring(unit)) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 0;
        };
        if (point == 0 || unitNanos == 0) {
            return null;
        }
        if (point > MOST_DIGITS) {
            return LONGEST.plusNanos(1);
        }
        long nanos = Long.parseLong(text, 0, point, 10) * unitNanos;
        if (unit > point) {
            long fraction = Long.parseLong(text, point + 1, unit, 10) * unitNanos;
            for (int digit = point + 1; digit < unit; digit++) {
                fraction /= 10;
            }
            nanos += fraction;
        }
        return Duration.ofNanos(nanos);
    }

    /**
     * The same for other packages, which see no nulls: empty for what is no duration, or longer than {@link #LONGEST}.
     */
    public static Optional<Duration> read(String text) {
        return Optional.ofNullable(parse(text)).filter(duration -> duration.compareTo(LONGEST) <= 0);
    }

    /** Whether the text is a number to which only a unit is missing. */
    static boolean isWithoutUnit(String text) {
        return PlainScalar.isDecimal(text) && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }

    /** As it would be written in a file. */
    public static String write(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private static int afterDigits(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
