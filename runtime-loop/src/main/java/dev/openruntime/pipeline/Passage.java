package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadlines;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.invocation.Payload;
import dev.openruntime.worker.CallContext;
import dev.openruntime.worker.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private int stagesLeft;
    private Optional<Outcome> soFar = Optional.empty();

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

    /**
     * The outcome as it reaches the way out's stage of this number; that stage and those outside have not seen it yet.
     */
    void reached(int stage, Outcome outcome) {
        stagesLeft = stage;
        soFar = Optional.of(outcome);
    }

    /** What there is to be posted already, if anything. */
    Optional<Outcome> soFar() {
        return soFar;
    }

    /** The stages of the way out that have not seen the outcome, the one that holds it included. */
    List<Entered> notSeenBy() {
        return wayOut().subList(stagesLeft, entered.size());
    }

    void took(Hook hook, String stage, long startNanos, String result) {
        took(hook, stage, startNanos, System.nanoTime(), result);
    }

    /** The same for a step that ended earlier, on another thread. */
    void took(Hook hook, String stage, long startNanos, long endNanos, String result) {
        spans.add(new Span(hook.word(), stage, startNanos, endNanos, result));
    }

    List<Span> spans() {
        return spans;
    }
}
