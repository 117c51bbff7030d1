package dev.openruntime.check;

import dev.openruntime.invocation.Body;
import dev.openruntime.worker.Hook;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Which calls of one worker are open, and which are answered: every id exactly once (P40, P47, P50). */
final class CallLedger {

    private final Findings findings;
    private final Map<Long, Call> calls = new LinkedHashMap<>();
    private final Map<Long, Answer> answers = new HashMap<>();
    private final Set<Long> cancelled = new HashSet<>();
    private long lastId;

    CallLedger(Findings findings) {
        this.findings = findings;
    }

    Call open(Hook hook, Body body, Instant deadline) {
        Call call = new Call(++lastId, hook, body, Instant.now(), deadline, findings.count());
        calls.put(call.id(), call);
        return call;
    }

    void cancelled(Call call) {
        cancelled.add(call.id());
    }

    Optional<Answer> answer(Call call) {
        return Optional.ofNullable(answers.get(call.id()));
    }

    /** The calls without an answer, oldest first. */
    List<Call> open() {
        return calls.values().stream()
                .filter(call -> !answers.containsKey(call.id()))
                .toList();
    }

    void result(Heard.Message message, boolean ready) throws Abandoned {
        Header header = message.header();
        if (!ready) {
            throw findings.fatal(
                    Statement.P23,
                    "`ready` before any other frame",
                    header.shown(),
                    "send `ready` first; nobody has called yet");
        }
        OptionalLong id = header.integer("id");
        Optional<Call> call = id.isPresent() ? Optional.ofNullable(calls.get(id.getAsLong())) : Optional.empty();
        if (call.isEmpty()) {
            throw findings.fatal(
                    Statement.P47,
                    "a `result` with the id of an open call: " + ids(),
                    header.shown(),
                    "give back the `id` of the `invoke` frame as it is, an integer");
        }
        if (answers.containsKey(call.get().id())) {
            boolean late = cancelled.contains(call.get().id()) && !findings.isKnown(Statement.P40);
            findings.broken(
                    late ? Statement.P50 : Statement.P40,
                    late ? "a cancel of an answered call to be ignored" : "exactly one `result` for each call",
                    "a second one for id " + id.getAsLong() + ": " + header.shown(),
                    late ? "ignore a cancel whose id isn't in the works" : "answer once, on every path");
            return;
        }
        AnswerRules.judge(call.get().hook(), call.get().body(), message, findings);
        Duration after = Duration.between(call.get().began(), Instant.now());
        boolean late = Instant.now().isAfter(call.get().deadline());
        answers.put(
                call.get().id(),
                new Answer(call.get().hook(), header.string("action").orElse(""), after, late));
    }

    private String ids() {
        List<String> ids =
                open().stream().map(call -> String.valueOf(call.id())).toList();
        return ids.isEmpty() ? "there is none" : String.join(", ", ids);
    }
}
