package dev.openruntime.worker;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import java.time.Duration;

/**
 * How the process of one {@link Worker} is spoken to: by frames over its streams, or otherwise. A line carries calls to
 * the process and tells the worker what the process answers; which answer counts, and who has to go, the worker
 * decides.
 */
public interface Line {

    /** From now on the process is heard. Once. */
    void listen();

    /** Waits until all that the process sent has been heard. */
    boolean awaitEnd(Duration within) throws InterruptedException;

    /**
     * Hands a call over, or ends it with the reason why that can't be done. Blocks until the deadline at most.
     *
     * @param call open, and the worker's own
     * @param deadline what the process is told, where it is told one
     */
    void send(Call call, CallContext context, Body body, Deadline deadline);

    /** Asks the process to give up a call, if there is a way to. Called on a thread of its own: it may block. */
    void cancel(Call call, Deadline answerBy);

    /** Asks the process to end, if there is a way to but its signal. Blocks until the deadline at most. */
    void shutdown(String reason, Deadline deadline);
}
