package dev.openruntime.check;

import dev.openruntime.invocation.Body;
import dev.openruntime.worker.Hook;
import java.time.Instant;

/**
 * A call that was made.
 *
 * @param findingsBefore how many findings there were before it
 */
record Call(long id, Hook hook, Body body, Instant began, Instant deadline, int findingsBefore) {

    /** For people. */
    String words() {
        return "`" + hook.word() + "` (id " + id + ", a body of " + Shown.count(body.length()) + " bytes)";
    }
}
