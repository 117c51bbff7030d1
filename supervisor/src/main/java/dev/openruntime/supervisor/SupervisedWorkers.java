package dev.openruntime.supervisor;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.worker.Worker;
import dev.openruntime.worker.WorkerFailure;
import dev.openruntime.worker.Workers;
import java.util.Map;

/** Gives the pipeline the worker that is live now, by name. */
final class SupervisedWorkers implements Workers {

    private final Map<String, WorkerSlot> slots;

    SupervisedWorkers(Map<String, WorkerSlot> slots) {
        this.slots = Map.copyOf(slots);
    }

    @Override
    public Worker acquire(String name, Deadline deadline) throws WorkerFailure {
        return slot(name).await(deadline);
    }

    /** Tells all workers that have a call to give it up. Returns at once. */
    void cancelAll(Deadline answerBy) {
        for (WorkerSlot slot : slots.values()) {
            slot.now().ifPresent(worker -> worker.cancelAll(answerBy));
        }
    }

    WorkerSlot slot(String name) {
        WorkerSlot slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("internal error: there is no worker " + name);
        }
        return slot;
    }
}
