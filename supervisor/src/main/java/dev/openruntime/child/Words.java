package dev.openruntime.child;

import java.time.Duration;
import java.util.Locale;

/** Durations and lines as a person reads them. */
final class Words {

    private Words() {}

    static String of(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis < 1000) {
            return String.format(Locale.ROOT, "%.0f ms", millis);
        }
        String seconds = String.format(Locale.ROOT, "%.1f", millis / 1000);
        return (seconds.endsWith(".0") ? seconds.substring(0, seconds.length() - 2) : seconds) + " s";
    }

    /** The beginning of a text, if it is too long. */
    static String start(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
