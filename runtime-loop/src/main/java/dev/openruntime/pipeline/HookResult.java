package dev.openruntime.pipeline;

import dev.openruntime.invocation.Failure;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Hook;
import java.util.Set;

/** What calling a stage's hook came to. */
sealed interface HookResult {

    /** The stage answered. */
    record Answered(Answer answer, Set<Hook> hooks) implements HookResult {}

    /** The stage is there, but takes no part in this moment. */
    record NotOffered(Set<Hook> hooks) implements HookResult {}

    /** The stage failed: it died, hung, broke the protocol or wasn't there. */
    record Failed(Failure failure) implements HookResult {}
}
