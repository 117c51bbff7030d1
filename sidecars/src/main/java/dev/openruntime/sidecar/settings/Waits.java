package dev.openruntime.sidecar.settings;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads durations as the rest of the configuration has them: {@code 250ms}, {@code 1.5s}, {@code 2m}. */
public final class Waits {

    private static final Duration MOST = Duration.ofHours(24);

    private Waits() {}

    /**
     * More than zero, at most 24 hours.
     *
     * @param problem told what is wrong with it, if something is
     */
    public static Duration read(@Nullable Object value, Consumer<String> problem) {
        Duration read = value instanceof String text ? parse(text) : Duration.ZERO;
        if (read.isZero()) {
            problem.accept("cannot read " + value + " as a duration; write it as 500ms or 0.5s");
        } else if (read.compareTo(MOST) > 0) {
            problem.accept("must be at most 24 hours");
        }
        return read;
    }

    /** Zero where it is none. */
    private static Duration parse(String text) {
        int unit = text.length();
        while (unit > 0 && Character.isLetter(text.charAt(unit - 1))) {
            unit--;
        }
        String number = text.substring(0, unit);
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        String parts = point < 0 ? "0" : number.substring(point + 1);
        if (!isDigits(whole, 8) || !isDigits(parts, 6)) {
            return Duration.ZERO;
        }
        long millionths = Long.parseLong(whole) * 1_000_000 + Long.parseLong((parts + "000000").substring(0, 6));
        return switch (text.substring(unit)) {
            case "ms" -> Duration.ofNanos(millionths);
            case "s" -> Duration.ofNanos(millionths * 1_000);
            case "m" -> Duration.ofNanos(millionths * 1_000).multipliedBy(60);
            default -> Duration.ZERO;
        };
    }

    private static boolean isDigits(String text, int most) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= most;
    }
}
