package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadlines;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Payload;
import dev.openruntime.worker.CallContext;
import dev.openruntime.worker.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One event's way through the pipeline: which stages it has entered, and how long each step took. Lives and dies with
 * its invocation; touched by that invocation's thread alone.
 */
final class Passage {

    /**
     * A stage that the event has passed, and so one of the way out.
     *
     * @param event the event as this stage's {@code before} got it
     * @param hooks what the stage offered then
     */
    record Entered(Stage stage, Payload event, Set<Hook> hooks) {}

    private final Invocation invocation;
    private final Deadlines deadlines;
    private final CallContext context;
    private final List<Entered> entered = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();

    Passage(Invocation invocation, Deadlines deadlines) {
        this.invocation = invocation;
        this.deadlines = deadlines;
        this.context = CallContext.of(invocation);
    }

    Invocation invocation() {
        return invocation;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    CallContext context() {
        return context;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - invocation.arrivedNanos());
    }

    void enter(Stage stage, Payload event, Set<Hook> hooks) {
        entered.add(new Entered(stage, event, hooks));
    }

    /** The stages of the way out, innermost first. */
    List<Entered> wayOut() {
        return entered.reversed();
    }

    void took(Hook hook, String stage, long startNanos, String result) {
        spans.add(new Span(hook.word(), stage, startNanos, System.nanoTime(), result));
    }

    List<Span> spans() {
        return spans;
    }
}
