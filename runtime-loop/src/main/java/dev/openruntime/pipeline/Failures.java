package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Failure;
import dev.openruntime.invocation.StreamedBody;
import dev.openruntime.worker.Call;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.WorkerFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts into words what went wrong: the typed errors that callers of a function get to see. */
final class Failures {

    private final String handlerLabel;

    /** @param handlerLabel what the handler is called in messages: the function's handler setting */
    Failures(String handlerLabel) {
        this.handlerLabel = handlerLabel;
    }

    /** The word that timelines show for it. */
    static String word(WorkerFailure.Kind kind) {
        return switch (kind) {
            case TIMED_OUT -> "timeout";
            case DIED -> "died";
            case PROTOCOL -> "protocol";
            case TOO_LARGE -> "too-large";
            case UNAVAILABLE -> "unavailable";
        };
    }

    /** A stage that failed before the soft deadline. */
    Failure of(WorkerFailure failure, String name, Hook hook, Passage passage) {
        String whose = hook == Hook.HANDLE ? "Handler" : "Middleware";
        String kind = switch (failure.kind()) {
            case TIMED_OUT -> "OpenRuntime." + whose + "Timeout";
            case DIED -> "OpenRuntime." + whose + "Died";
            case PROTOCOL -> "OpenRuntime." + whose + "Protocol";
            case TOO_LARGE -> "Function.ResponseSizeTooLarge";
            case UNAVAILABLE -> "OpenRuntime." + whose + "Unavailable";
        };
        String where = hook == Hook.HANDLE ? "" : " (in the `" + hook.word() + "` hook of middleware `" + name + "`)";
        String type = failure.errorType().orElse(kind);
        return failure(type, failure.getMessage() + where, hook, name, passage, failure.lastLines(), List.of());
    }

    /** The soft deadline was reached, with what the stage said of how far it had come, and where it was. */
    Failure softDeadline(SoftDeadlineReached reached, Passage passage) {
        boolean handle = reached.hook() == Hook.HANDLE;
        String who = handle
                ? "handler `" + handlerLabel + "`"
                : "middleware `" + reached.stage() + "`, hook `"
                        + reached.hook().word() + "`,";
        boolean called = reached.open().isPresent();
        String what = called ? " gave no answer within " : " could not be called within ";
        String message = who
                + what
                + limits(passage)
                + (called ? "" : ": " + reached.failure().getMessage())
                + reached.open()
                        .flatMap(Call::lastProgress)
                        .map(note -> "; last progress: `" + note + "`")
                        .orElse("");
        String type = handle ? "OpenRuntime.HandlerTimeout" : "OpenRuntime.MiddlewareTimeout";
        return failure(
                type,
                message,
                reached.hook(),
                reached.stage(),
                passage,
                reached.failure().lastLines(),
                reached.open().map(Call::stack).orElse(List.of()));
    }

    /** A streamed response broke off. */
    Failure broken(StreamedBody.Part.Broken how, Passage passage) {
        return failure(how.errorType(), how.message(), Hook.HANDLE, "", passage, how.lastLines(), List.of());
    }

    /** A streamed response was not whole when its time was up. */
    Failure overdue(List<String> lastLines, Passage passage) {
        String message = "handler `" + handlerLabel + "` had not ended its streamed response within " + limits(passage);
        return failure("OpenRuntime.HandlerTimeout", message, Hook.HANDLE, "", passage, lastLines, List.of());
    }

    private static String limits(Passage passage) {
        Duration soft = untilFromArrival(passage, passage.deadlines().soft());
        Duration end = untilFromArrival(passage, passage.deadlines().end());
        String whose = passage.deadlines().endIsPlatforms() ? "the platform's" : "`deadline.max`";
        return seconds(soft) + " (soft deadline; " + whose + " is at " + seconds(end) + ")";
    }

    private static Failure failure(
            String type,
            String message,
            Hook hook,
            String name,
            Passage passage,
            List<String> lastLines,
            List<String> stack) {
        String stage = hook == Hook.HANDLE ? "handle" : hook.word() + " " + name;
        return new Failure(
                type,
                message,
                Optional.of(stage),
                OptionalLong.of(passage.elapsed().toMillis()),
                OptionalLong.of(passage.deadlines().end().remaining().toMillis()),
                lastLines,
                stack);
    }

    private static Duration untilFromArrival(Passage passage, Deadline deadline) {
        return passage.elapsed().plusNanos(deadline.remainingNanos());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
