package dev.openruntime.child;

import java.time.Duration;
import java.util.Locale;

/** Durations as a person reads them. */
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
}
