package dev.openruntime.pipeline;

import dev.openruntime.worker.Call;
import dev.openruntime.worker.Hook;
import java.util.Optional;

/** Time ran out: nothing of the ordinary order runs any more, and the governor ends the invocation. */
final class SoftDeadlineReached extends Exception {

    private static final long serialVersionUID = 1L;

    private final String stage;
    private final Hook hook;
    private final transient Optional<Call> open;

    /**
     * @param stage who had the invocation
     * @param open the call that is still unanswered; none where the stage was still awaited
     */
    SoftDeadlineReached(String stage, Hook hook, Optional<Call> open) {
        super(stage, null, false, false);
        this.stage = stage;
        this.hook = hook;
        this.open = open;
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
}
