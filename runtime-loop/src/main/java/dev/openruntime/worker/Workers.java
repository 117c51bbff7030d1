package dev.openruntime.worker;

import dev.openruntime.invocation.Deadline;

/** Where the pipeline gets its workers from. Implemented by the supervisor; safe for threads. */
public interface Workers {

    /**
     * The ready worker of this name, and never one that has ended or is to be replaced; blocks while it boots, until
     * the deadline at most.
     *
     * @throws WorkerFailure of kind {@link WorkerFailure.Kind#UNAVAILABLE} where it isn't ready by then, or is known
     *     not to be tried again before then
     */
    Worker acquire(String name, Deadline deadline) throws WorkerFailure;
}
