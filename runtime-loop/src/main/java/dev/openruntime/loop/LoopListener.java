package dev.openruntime.loop;

/** Observes the loop, on its thread and without influence: be quick, and never block. */
public interface LoopListener {

    /** {@code next} is about to be sent, now on the {@link System#nanoTime()} scale. */
    void nextSent(long nanos);

    /** An invocation is over: posted, and flushed. */
    void invocationDone(InvocationReport report);
}
