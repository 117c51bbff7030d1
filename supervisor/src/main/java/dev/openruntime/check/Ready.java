package dev.openruntime.check;

import dev.openruntime.worker.Hook;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What a worker said of itself (P23), found to be valid. */
record Ready(Set<Hook> hooks, int concurrency, Set<Hook> noBody) {

    private static final String MEND =
            "send {\"type\":\"ready\",\"protocol\":1,\"hooks\":[\"before\"],\"concurrency\":1}"
                    + " with the hooks that the worker has: of before, after, error, timeout, flush, or exactly handle";

    /** Reads a {@code ready} frame; a worker whose handshake fails is never called. */
    static Ready of(Header header, Findings findings) throws Abandoned {
        OptionalLong protocol = header.integer("protocol");
        if (protocol.isEmpty()) {
            throw findings.fatal(Statement.P23, "a `ready` with the member `protocol`: 1", header.shown(), MEND);
        }
        if (protocol.getAsLong() != 1) {
            throw findings.fatal(Statement.P26, "a version that the supervisor speaks: 1", header.shown(), MEND);
        }
        List<String> words = header.strings("hooks").orElse(List.of());
        if (words.isEmpty()) {
            throw findings.fatal(
                    Statement.P23, "a `ready` with the member `hooks`, a list of one or more", header.shown(), MEND);
        }
        Set<Hook> hooks = hooks(words, header, findings);
        if (hooks.contains(Hook.HANDLE) && hooks.size() > 1) {
            throw findings.fatal(
                    Statement.P26,
                    "hooks of one role: exactly `handle`, or others without it",
                    header.shown(),
                    "make two workers of it: a handler and a middleware");
        }
        judgeStack(header, findings);
        Set<Hook> noBody = hooks(header.strings("noBody").orElse(List.of()), header, findings);
        return new Ready(hooks, concurrency(header, findings), noBody);
    }

    private static void judgeStack(Header header, Findings findings) {
        if (!header.has("stack")) {
            return;
        }
        findings.met(Statement.P27);
        Header stack = header.object("stack");
        boolean whole = stack.string("signal").isPresent()
                && stack.integer("pid").isPresent()
                && (stack.integer("fd").isPresent() || stack.string("by").isPresent());
        if (!whole) {
            findings.broken(
                    Statement.P27,
                    "a `stack` with `signal`, a string, `pid`, an integer, and `fd`, an integer, or `by`, a string",
                    header.shown(),
                    "send \"stack\":{\"signal\":\"USR1\",\"pid\":4711,\"fd\":5}, or leave it out");
        }
    }

    private static int concurrency(Header header, Findings findings) throws Abandoned {
        if (!header.has("concurrency")) {
            findings.remark(Statement.P23, "there is no member `concurrency`; 1 is assumed");
            return 1;
        }
        long concurrency = header.integer("concurrency").orElse(0);
        if (concurrency < 1) {
            throw findings.fatal(
                    Statement.P23, "a `ready` whose `concurrency` is an integer from 1 on", header.shown(), MEND);
        }
        return (int) Math.min(Integer.MAX_VALUE, concurrency);
    }

    private static Set<Hook> hooks(List<String> words, Header header, Findings findings) throws Abandoned {
        Set<Hook> hooks = EnumSet.noneOf(Hook.class);
        for (String word : words) {
            Optional<Hook> hook = Arrays.stream(Hook.values())
                    .filter(one -> one.word().equals(word))
                    .findFirst();
            hooks.add(hook.orElseThrow(() -> findings.fatal(
                    Statement.P26, "hooks that there are; `" + word + "` is none", header.shown(), MEND)));
        }
        return hooks;
    }

    /** For people. */
    String words() {
        String role = hooks.contains(Hook.HANDLE) ? "a handler" : "middleware with " + words(hooks);
        String calls = concurrency == 1 ? "one call at a time" : concurrency + " calls at a time";
        return role + (noBody.isEmpty() ? "" : " (no body: " + words(noBody) + ")") + ", " + calls;
    }

    static String words(Set<Hook> hooks) {
        return hooks.stream().map(Hook::word).collect(Collectors.joining(", "));
    }
}
