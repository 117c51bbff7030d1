package dev.openruntime.check;

import dev.openruntime.invocation.Body;
import dev.openruntime.worker.Action;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.frame.Frame;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an answer must look like (P41, P43, P45, P46, P81). */
final class AnswerRules {

    private static final String ERROR =
            "{\"errorType\":\"ValueError\",\"errorMessage\":\"what went wrong\",\"stackTrace\":[]}";

    private AnswerRules() {}

    /** The table of P41. */
    static Set<Action> allowed(Hook hook) {
        return switch (hook) {
            case BEFORE, ERROR -> EnumSet.allOf(Action.class);
            case HANDLE -> EnumSet.of(Action.RESPOND, Action.FAIL);
            case AFTER -> EnumSet.of(Action.CONTINUE, Action.REPLACE, Action.FAIL);
            case TIMEOUT -> EnumSet.of(Action.CONTINUE, Action.RESPOND, Action.FAIL);
            case FLUSH -> EnumSet.of(Action.CONTINUE, Action.FAIL);
        };
    }

    /** @param sent the call's body */
    static void judge(Hook hook, Body sent, Heard.Message result, Findings findings) {
        Header header = result.header();
        String word = header.string("action").orElse("");
        Optional<Action> action =
                allowed(hook).stream().filter(one -> one.word().equals(word)).findFirst();
        if (action.isEmpty()) {
            findings.broken(
                    Statement.P41,
                    "an answer to `" + hook.word() + "` with one of the actions " + words(allowed(hook)),
                    header.shown(),
                    "choose the action by the hook: P41 has the table");
        }
        if (header.has("contentType")) {
            findings.met(Statement.P45);
        }
        if (action.equals(Optional.of(Action.FAIL))) {
            findings.met(Statement.P46);
        }
        if (header.has("contentType") && header.string("contentType").isEmpty()) {
            findings.broken(
                    Statement.P45,
                    "a `contentType` that is a string",
                    header.shown(),
                    "leave it out, or make it a string such as \"application/json\"");
        }
        if (result.bodyBytes() > Frame.MOST_BODY_BYTES) {
            findings.broken(
                    Statement.P81,
                    "an answer of at most " + Shown.count(Frame.MOST_BODY_BYTES) + " bytes",
                    "one of " + Shown.count(result.bodyBytes()) + " bytes",
                    "answer with less, or with `continue` where nothing changes");
        } else if (action.equals(Optional.of(Action.FAIL)) && !isError(result.body())) {
            findings.broken(
                    Statement.P46,
                    "with `fail`, a body that is an error: " + ERROR,
                    result.body().isEmpty()
                            ? "no body"
                            : Shown.bytes(result.body().bytes()),
                    "put the error into the body; as it is, the platform gets `Function.Unknown`");
        }
        if (action.equals(Optional.of(Action.REPLACE))
                && Arrays.equals(sent.bytes(), result.body().bytes())) {
            findings.remark(
                    Statement.P43, "`" + hook.word() + "` replaces a body by the same bytes: `continue` costs less");
        }
    }

    static boolean isError(Body body) {
        try {
            Header error = Header.read(body.bytes());
            return error.string("errorType").isPresent()
                    && error.string("errorMessage").isPresent()
                    && (!error.has("stackTrace") || error.strings("stackTrace").isPresent());
        } catch (IOException e) {
            return false;
        }
    }

    private static String words(Set<Action> actions) {
        return actions.stream().map(Action::word).collect(Collectors.joining(", "));
    }
}
