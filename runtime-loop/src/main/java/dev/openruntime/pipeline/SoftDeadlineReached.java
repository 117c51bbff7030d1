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

    private final boolean wasThere;

    /**
     * @param stage who had the invocation
     * @param open the call that is still unanswered
     * @param wasThere whether the stage was there to be called; else it was still awaited
     */
    SoftDeadlineReached(String stage, Hook hook, Optional<Call> open, boolean wasThere) {
        super(stage, null, false, false);
        this.stage = stage;
        this.hook = hook;
        this.open = open;
        this.wasThere = wasThere;
    }

    boolean wasThere() {
        return wasThere;
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
