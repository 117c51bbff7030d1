package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadlines;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.invocation.Payload;
import dev.openruntime.invocation.StreamedBody;
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

    private static final int ACCEPTED = 202;

    private final Invocation invocation;
    private final Deadlines deadlines;
    private final CallContext context;
    private final List<Entered> entered = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private Optional<Outcome> soFar = Optional.empty();
    private Optional<StreamedBody> body = Optional.empty();
    private int left;

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

    /** The next stage of the way out gets this outcome to see; until it has let it pass, the stage is ahead of it. */
    void comesOut(Outcome outcome) {
        left = soFar.isEmpty() ? 0 : left + 1;
        soFar = Optional.of(outcome);
    }

    /** The handler's answer, whatever becomes of it. */
    Outcome answered(Outcome outcome) {
        if (outcome instanceof Outcome.Streamed streamed) {
            body = Optional.of(streamed.rest());
        }
        return outcome;
    }

    /** This is what is posted: a body that is still being made for another outcome is taken by nobody. */
    Outcome endsWith(Outcome outcome) {
        if (!(outcome instanceof Outcome.Streamed)) {
            body.ifPresent(unwanted -> unwanted.over(ACCEPTED));
        }
        return outcome;
    }

    /** What the invocation has come to, once its way out has begun. */
    Optional<Outcome> soFar() {
        return soFar;
    }

    /**
     * Whether nobody ahead minds if the outcome is posted as it is: no stage that must not be bypassed wants to see it.
     */
    boolean mayBypassTheRest(Outcome outcome) {
        return wayOut().stream()
                .skip(left)
                .allMatch(ahead -> ahead.stage().onFailure() == Stage.OnFailure.SKIP
                        || !ahead.hooks().contains(hookFor(outcome)));
    }

    /** The hook that sees such an outcome on its way out. */
    static Hook hookFor(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Response _, Outcome.Streamed _ -> Hook.AFTER;
            case Outcome.FunctionError _ -> Hook.ERROR;
        };
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
