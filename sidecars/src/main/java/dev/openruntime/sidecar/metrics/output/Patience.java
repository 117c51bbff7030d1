package dev.openruntime.sidecar.metrics.output;

import java.time.Duration;

/**
 * How long what fails is left alone: half a second, then twice as long each time, up to half a minute. So a receiver
 * that hangs costs its time now and then only. One thread at a time.
 */
final class Patience {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration wait = Duration.ZERO;
    private Deadline until = Deadline.in(Duration.ZERO);
    private String why = "";

    /** Whether to try. */
    boolean isExhausted(boolean isLast) {
        return isLast || wait.isZero() || until.remaining().isZero();
    }

    /** It did not fail. */
    void reset() {
        wait = Duration.ZERO;
    }

    /** It failed. */
    void after(Delivery delivery) {
        Duration longer = wait.isZero() ? FIRST : wait.multipliedBy(2);
        wait = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        until = Deadline.in(wait);
        why = delivery.why();
    }

    /** What went wrong last. */
    String why() {
        return why;
    }
}
