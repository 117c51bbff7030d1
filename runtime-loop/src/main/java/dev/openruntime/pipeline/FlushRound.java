package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.worker.CallContext;
import java.util.Optional;

/** All flushes of one moment, which begin together. Belongs to one thread. */
final class FlushRound {

    private final Optional<Invocation> invocation;
    private final Deadline overall;
    private final long startNanos = System.nanoTime();
    private Optional<CallContext> context = Optional.empty();

    private FlushRound(Optional<Invocation> invocation, Deadline overall) {
        this.invocation = invocation;
        this.overall = overall;
    }

    /** Bounded by what each of the flushes may take, and by the platform. */
    static FlushRound after(Invocation invocation) {
        return new FlushRound(Optional.of(invocation), invocation.platformDeadline());
    }

    static FlushRound last(Deadline overall) {
        return new FlushRound(Optional.empty(), overall);
    }

    /** Whether everybody is flushed, since all are stopped afterwards. */
    boolean isLast() {
        return invocation.isEmpty();
    }

    /** When it began, on the {@link System#nanoTime()} scale. */
    long startNanos() {
        return startNanos;
    }

    Deadline deadline(FlushTerms terms) {
        return Deadline.in(terms.within()).earliest(overall);
    }

    /** What workers are told of the invocation. Put together for the first that asks: mostly there is none. */
    CallContext context() {
        CallContext told =
                context.orElseGet(() -> invocation.map(CallContext::of).orElseGet(CallContext::none));
        context = Optional.of(told);
        return told;
    }
}
