package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.metrics.series.Measured;
import java.time.Duration;
import java.util.List;

/** One way out. Used by one thread at a time. */
public interface Output {

    /** The key under {@code to}. */
    String name();

    /** A life of the sidecar begins. */
    default void begin(SidecarContext life) {}

    /** Whether it may take its time, so that others must not wait for it. */
    default boolean mayTakeTime() {
        return false;
    }

    /**
     * Makes what is to be sent. Every value is in one batch, once.
     *
     * @param measured not empty
     */
    List<Batch> batches(List<Measured> measured, Period period);

    /**
     * Sends a batch. When the calling thread is interrupted it returns soon, and leaves the thread interrupted.
     *
     * @param within time there is
     */
    Delivery deliver(Batch batch, Duration within);

    /**
     * Whether a receiver that has a batch already is none the wiser for getting it again. Then a batch that was under
     * way when the process was killed is sent again by the next one; else it is left at that.
     */
    default boolean isRepeatable() {
        return false;
    }

    /**
     * Whether a batch says of each of its series all that there ever was of it in this process. Then a later one makes
     * up for an earlier one of which nobody knows, and series of other batches needn't wait for it.
     */
    default boolean tellsTotals() {
        return false;
    }

    /** A batch is there, or will be, as it is: from now on its values are history. */
    default void adopted(Batch batch, Period period) {}
}
