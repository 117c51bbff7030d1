package dev.openruntime.pipeline;

import dev.openruntime.worker.Call;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.WorkerFailure;
import java.util.Optional;

/** Time ran out: nothing of the ordinary order runs any more, and the governor ends the invocation. */
final class SoftDeadlineReached extends Exception {

    private static final long serialVersionUID = 1L;

    private final String stage;
    private final Hook hook;
    private final transient Optional<Call> open;
    private final transient WorkerFailure failure;

    /**
     * @param stage who had the invocation, or was to get it
     * @param open the call that is still unanswered; none where the stage could not be called
     * @param failure what the wait ended with
     */
    SoftDeadlineReached(String stage, Hook hook, Optional<Call> open, WorkerFailure failure) {
        super(stage, null, false, false);
        this.stage = stage;
        this.hook = hook;
        this.open = open;
        this.failure = failure;
    }

    String stage() {
        return stage;
    }

    Hook hook() {
        return hook;
    }

    Optional<Call> open() {
        return open;
    }

    WorkerFailure failure() {
        return failure;
    }
}
