package dev.openruntime.check;

import dev.openruntime.worker.Hook;
import java.time.Duration;
import java.util.Locale;

/**
 * A {@code result} frame.
 *
 * @param action the word that came, allowed or not
 * @param after how long it took
 * @param late whether that was longer than allowed
 */
record Answer(Hook hook, String action, Duration after, boolean late) {

    String millis() {
        return after.toMillis() < 10
                ? String.format(Locale.ROOT, "%.1f ms", after.toNanos() / 1e6)
                : after.toMillis() + " ms";
    }
}
