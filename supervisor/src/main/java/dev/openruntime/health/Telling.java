package dev.openruntime.health;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What an answer means for others.
 *
 * @param turned whether the verdict is another one now
 * @param inARow a remark on how often it came
 * @param waiting who waits for it
 */
record Telling(Answer answer, boolean turned, String inARow, List<CompletableFuture<Answer>> waiting) {

    void tell(PeriodicProbe.Listener listener) {
        if (answer.passed()) {
            listener.passed(answer.detail());
        } else {
            listener.failed(answer.detail() + inARow);
        }
    }
}
