package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadlines;
import dev.openruntime.invocation.Failure;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Limits;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.invocation.Payload;
import dev.openruntime.invocation.StreamedBody;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.Workers;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an event through the middleware to the handler, and the response or error back out through the same middleware
 * in reverse. Holds no state of an invocation, so any number may be under way on as many threads.
 */
public final class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /** What came of an invocation, ready to be posted, and the time that each step took. */
    public record Result(Outcome outcome, List<Span> spans, Deadlines deadlines) {}

    private final List<Stage> stages;
    private final String handler;
    private final Limits limits;
    private final Gate gate;
    private final HookCaller hooks;
    private final Governor governor;
    private final Failures failures;

    /**
     * @param stages the middleware, outermost first
     * @param handler the name of the child that handles
     * @param handlerLabel what the handler is called in messages
     */
    public Pipeline(
            List<Stage> stages, String handler, String handlerLabel, Limits limits, Gate gate, Workers workers) {
        this.failures = new Failures(handlerLabel);
        this.stages = List.copyOf(stages);
        this.handler = handler;
        this.limits = limits;
        this.gate = gate;
        this.hooks = new HookCaller(workers, failures);
        this.governor = new Governor(workers, failures);
    }

    /**
     * Blocks until the outcome is known, which is before the platform's deadline, and the function's own limit,
     * whatever hangs.
     *
     * <p>Never throws for anything that a worker does: a failure is an outcome.
     */
    public Result run(Invocation invocation) {
        Passage passage = new Passage(invocation, limits.of(invocation));
        return new Result(passage.endsWith(outcome(passage)), passage.spans(), passage.deadlines());
    }

    private Outcome outcome(Passage passage) {
        Optional<Failure> closed = gate.pass(passage.deadlines().soft());
        if (closed.isPresent()) {
            return closed.get().asOutcome();
        }
        try {
            return pass(passage);
        } catch (SoftDeadlineReached reached) {
            return governor.end(passage, reached);
        }
    }

    /** The order of everything: in through each stage, the handler, and out through the stages that were passed. */
    private Outcome pass(Passage passage) throws SoftDeadlineReached {
        Entry entry = new Entry.Passed(passage.invocation().payload());
        for (Stage stage : stages) {
            if (entry instanceof Entry.Passed passed) {
                entry = enter(stage, passed.event(), passage);
            }
        }
        Outcome outcome = switch (entry) {
            case Entry.Passed passed -> handle(passed.event(), passage);
            case Entry.TurnedBack turnedBack -> turnedBack.outcome();
        };
        for (Passage.Entered entered : passage.wayOut()) {
            passage.comesOut(outcome);
            outcome = leave(entered.stage(), outcome, passage);
        }
        return outcome;
    }

    /** Whether the event goes on inwards, or an outcome turns back out here. */
    private sealed interface Entry {

        record Passed(Payload event) implements Entry {}

        record TurnedBack(Outcome outcome) implements Entry {}
    }

    private Entry enter(Stage stage, Payload event, Passage passage) throws SoftDeadlineReached {
        return switch (hooks.call(stage, Hook.BEFORE, event, passage)) {
            case HookResult.NotOffered offered -> {
                passage.enter(stage, event, offered.hooks());
                yield new Entry.Passed(event);
            }
            case HookResult.Failed failed ->
                switch (stage.onFailure()) {
                    case SKIP -> new Entry.Passed(event);
                    case FAIL -> new Entry.TurnedBack(failed.failure().asOutcome());
                };
            case HookResult.Answered answered -> entered(stage, event, answered, passage);
        };
    }

    private static Entry entered(Stage stage, Payload event, HookResult.Answered answered, Passage passage) {
        Answer answer = answered.answer();
        return switch (answer.action()) {
            case CONTINUE -> {
                passage.enter(stage, event, answered.hooks());
                yield new Entry.Passed(event);
            }
            case REPLACE -> {
                passage.enter(stage, event, answered.hooks());
                yield new Entry.Passed(
                        new Payload(answer.body(), answer.contentType().or(event::contentType)));
            }
            case RESPOND -> new Entry.TurnedBack(answer.response());
            case FAIL -> new Entry.TurnedBack(answer.error());
        };
    }

    private Outcome handle(Payload event, Passage passage) throws SoftDeadlineReached {
        return switch (hooks.handle(handler, event, passage)) {
            case HookResult.Failed failed -> failed.failure().asOutcome();
            case HookResult.NotOffered _ ->
                new Failure("OpenRuntime.HandlerProtocol", "`" + handler + "` offers no `handle`").asOutcome();
            case HookResult.Answered answered ->
                switch (answered.answer().action()) {
                    case FAIL -> answered.answer().error();
                    case RESPOND, CONTINUE, REPLACE ->
                        passage.wayOut().isEmpty()
                                ? passage.answered(answered.answer().outcome())
                                : passage.answered(answered.answer().seen());
                };
        };
    }

    private Outcome leave(Stage stage, Outcome outcome, Passage passage) throws SoftDeadlineReached {
        return switch (hooks.call(stage, Passage.hookFor(outcome), outcome.payload(), passage)) {
            case HookResult.NotOffered _ -> outcome;
            case HookResult.Failed failed ->
                switch (stage.onFailure()) {
                    case SKIP -> outcome;
                    case FAIL -> failed.failure().asOutcome();
                };
            case HookResult.Answered answered -> left(stage, outcome, answered.answer());
        };
    }

    private static Outcome left(Stage stage, Outcome outcome, Answer answer) {
        return switch (answer.action()) {
            case CONTINUE -> outcome;
            case FAIL -> answer.error();
            case RESPOND -> answer.response();
            case REPLACE ->
                switch (outcome) {
                    case Outcome.Response before ->
                        new Outcome.Response(answer.body(), answer.contentType().or(before::contentType));
                    case Outcome.Streamed before -> streamed(stage, before, answer);
                    case Outcome.FunctionError _ -> answer.error();
                };
        };
    }

    /** Its prelude can be another; its body is not there to be replaced. */
    private static Outcome streamed(Stage stage, Outcome.Streamed before, Answer answer) {
        if (before.prelude().isEmpty()) {
            LOG.warn("a streamed response passes as it is: `{}` replaced it, but only a prelude can be", stage.name());
        }
        return before.with(answer.body());
    }

    /** What a streamed response ends with whose rest won't come any more. */
    public Outcome.FunctionError broken(Invocation invocation, Deadlines deadlines, StreamedBody.Part.Broken how) {
        return failures.broken(how, new Passage(invocation, deadlines)).asOutcome();
    }

    /**
     * What a streamed response ends with whose time is up.
     *
     * @param lastLines what the handler printed last
     */
    public Outcome.FunctionError overdue(Invocation invocation, Deadlines deadlines, List<String> lastLines) {
        return failures.overdue(lastLines, new Passage(invocation, deadlines)).asOutcome();
    }
}
