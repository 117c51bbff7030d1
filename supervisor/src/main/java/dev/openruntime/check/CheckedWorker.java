package dev.openruntime.check;

import dev.openruntime.child.Exit;
import dev.openruntime.invocation.Body;
import dev.openruntime.worker.Hook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversation with a started worker, as the supervisor would lead it. All that comes is judged as it comes, whatever
 * the check at work is about. Used by the checks' thread; only {@link #close} by any.
 */
final class CheckedWorker implements AutoCloseable {

    /** The supervisor's own default for the whole of init. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(9);

    /** How long behind its deadline an answer is still waited for, so as to say that it came too late. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private static final Duration QUIET = Duration.ofMillis(100);
    private static final Duration EXIT_KNOWN_WITHIN = Duration.ofSeconds(1);

    private final WorkerProcess process;
    private final Duration within;
    private final Findings findings;
    private final CallLedger calls;
    private Optional<Ready> ready = Optional.empty();
    private Optional<Blame> blame = Optional.empty();

    CheckedWorker(WorkerProcess process, Duration within, Findings findings) {
        this.process = process;
        this.within = within;
        this.findings = findings;
        this.calls = new CallLedger(findings);
    }

    /** Waits for the handshake. */
    Ready awaitReady() throws Abandoned {
        Instant deadline = Instant.now().plus(READY_WITHIN);
        while (ready.isEmpty()) {
            Optional<Heard> heard = hearBy(deadline);
            if (heard.isEmpty()) {
                throw unlessExplained(
                        0,
                        Statement.P23,
                        "one `ready` frame before any other, within " + READY_WITHIN.toSeconds() + " s of the start",
                        "nothing",
                        "send `ready` once user code is"
                                + " loaded, and flush the output: buffered bytes don't leave the process");
            }
            take(heard.get());
        }
        return ready.get();
    }

    Ready ready() {
        return ready.orElseThrow(() -> new IllegalStateException("internal error: the worker isn't ready yet"));
    }

    Framing framing() {
        return process.framing();
    }

    /** From here on, a death or a silence comes of this. */
    void blame(Statement statement, String sent, String mend) {
        blame = Optional.of(new Blame(statement, sent, mend));
    }

    /** Makes a call and waits for its answer. A body is left out where the worker wants none. */
    Answer call(Hook hook, Body body) throws Abandoned {
        return await(open(hook, body));
    }

    /** Makes a call. */
    Call open(Hook hook, Body body) {
        Call call = newCall(hook, body);
        process.feeder().feed(encoded(call));
        return call;
    }

    /** A call that is noted down, and that the check sends in its own way. */
    Call newCall(Hook hook, Body body) {
        boolean without = hook == Hook.FLUSH || ready().noBody().contains(hook);
        return calls.open(hook, without ? Body.EMPTY : body, Instant.now().plus(within));
    }

    /** A call as it is sent. */
    byte[] encoded(Call call) {
        return frame(CallFrames.invoke(call.id(), call.hook(), call.deadline()), call.body());
    }

    byte[] frame(String header, Body body) {
        return process.framing().encode(header, body.bytes());
    }

    void send(byte[]... pieces) {
        for (byte[] piece : pieces) {
            process.feeder().feed(piece);
        }
    }

    /** Waits for an answer, by its deadline and a little longer. */
    Answer await(Call call) throws Abandoned {
        Optional<Answer> answer = awaitBy(call, call.deadline().plus(LATE));
        if (answer.isPresent()) {
            if (answer.get().late()) {
                findings.broken(
                        Statement.P33,
                        "an answer by `deadlineMs`, " + seconds(within) + " after the call",
                        "the answer to `" + call.hook().word() + "` after "
                                + answer.get().millis(),
                        "give up in time: the supervisor has gone on without this answer (--within gives more time)");
            }
            return answer.get();
        }
        long unread = process.feeder().unread();
        throw unlessExplained(
                call.findingsBefore(),
                Statement.P40,
                "exactly one `result` with id " + call.id() + " for `"
                        + call.hook().word() + "`, within " + seconds(within),
                "no answer" + (unread > 0 ? "; " + Shown.count(unread) + " bytes that it was sent are unread" : ""),
                "answer every call, with `fail` where user code can't, and flush the output");
    }

    /** Waits for an answer that need not come. */
    Optional<Answer> awaitBy(Call call, Instant deadline) throws Abandoned {
        while (calls.answer(call).isEmpty()) {
            Optional<Heard> heard = hearBy(deadline);
            if (heard.isEmpty()) {
                return Optional.empty();
            }
            take(heard.get());
        }
        return calls.answer(call);
    }

    /** Cancels a call, answered or not. */
    Instant cancel(Call call) {
        Instant deadline = Instant.now().plus(within);
        send(cancelFrame(call, deadline));
        return deadline;
    }

    /** A cancel that the check sends in its own way. */
    byte[] cancelFrame(Call call, Instant deadline) {
        calls.cancelled(call);
        return frame(CallFrames.cancel(call.id(), deadline), Body.EMPTY);
    }

    /** Listens for a moment for what shouldn't come. */
    void settle() throws Abandoned {
        Instant deadline = Instant.now().plus(QUIET);
        for (Optional<Heard> heard = hearBy(deadline); heard.isPresent(); heard = hearBy(deadline)) {
            take(heard.get());
        }
    }

    /** Ends its input, behind these frames, and waits for its end. */
    Optional<Exit> end(byte[]... frames) {
        Instant deadline = Instant.now().plus(within);
        send(frames);
        process.feeder().end();
        for (Optional<Heard> heard = hearBy(deadline); heard.isPresent(); heard = hearBy(deadline)) {
            switch (heard.get()) {
                case Heard.Closed _ -> {
                    return process.awaitExit(Duration.between(Instant.now(), deadline));
                }
                case Heard.NoFrame bad -> noFrame(bad);
                case Heard.Message message
                when NoteRules.isNote(message.header().type()) -> NoteRules.judge(message, findings);
                case Heard.Message _ -> {} // an answer may cross with the end
            }
        }
        return Optional.empty();
    }

    String lastLines() {
        return process.lastLines();
    }

    String within() {
        return seconds(within);
    }

    Instant deadline() {
        return Instant.now().plus(within);
    }

    @Override
    public void close() {
        process.close();
    }

    private Optional<Heard> hearBy(Instant deadline) {
        return process.hear(Duration.between(Instant.now(), deadline));
    }

    private void take(Heard heard) throws Abandoned {
        switch (heard) {
            case Heard.Message message -> message(message);
            case Heard.NoFrame bad -> {
                noFrame(bad);
                if (bad.lost()) {
                    throw new Abandoned();
                }
            }
            case Heard.Closed closed -> throw ended(closed);
        }
    }

    private void noFrame(Heard.NoFrame bad) {
        findings.broken(bad.statement(), bad.expected(), bad.came(), NoFrameWords.mend(bad.statement()));
    }

    private void message(Heard.Message message) throws Abandoned {
        String type = message.header().type();
        HeaderRules.judge(message.header(), ready.isPresent(), findings);
        if (NoteRules.isNote(type)) {
            NoteRules.judge(message, findings);
            return;
        }
        switch (type) {
            case "ready" -> ready(message);
            case "failed" -> throw FailedFrame.judge(message, ready.isPresent(), process, findings);
            case "result" -> calls.result(message, ready.isPresent());
            case "chunk" -> findings.remark(Statement.P73, "`chunk` is reserved: the supervisor ignores it");
            case "" -> {} // found broken already
            default -> findings.remark(Statement.P15, "the supervisor ignores the frame type `" + type + "`");
        }
    }

    private void ready(Heard.Message message) throws Abandoned {
        if (ready.isPresent()) {
            findings.broken(
                    Statement.P23,
                    "one `ready`",
                    "another one: " + message.header().shown(),
                    "send it once, when user code is loaded");
        } else {
            ready = Optional.of(Ready.of(message.header(), findings));
        }
    }

    private Abandoned ended(Heard.Closed closed) {
        String how = process.awaitExit(EXIT_KNOWN_WITHIN)
                .map(Exit::description)
                .orElse("its output ended while the process runs on");
        if (!closed.rest().isEmpty()) {
            return findings.fatal(
                    Statement.P10,
                    "frames as long as their lengths say",
                    "the end inside of one (" + how + "), which begins with "
                            + Shown.bytes(closed.rest().bytes()),
                    "count bytes, not characters, and write all of them");
        }
        if (ready.isEmpty()) {
            return unlessExplained(
                    0,
                    Statement.P23,
                    "one `ready` frame before any other",
                    how,
                    "see why it ends; on purpose it sends `failed` first (P24)");
        }
        List<Call> open = calls.open();
        return open.isEmpty()
                ? unlessExplained(
                        findings.count(),
                        Statement.P62,
                        "to stay until `shutdown` or the end of input",
                        how,
                        "read the next frame after each answer: a worker lives as long as its environment")
                : unlessExplained(
                        open.getFirst().findingsBefore(),
                        Statement.P48,
                        "a `result` for " + open.getFirst().words(),
                        how,
                        "answer `fail` where user code throws; an exit fails the call and costs a restart");
    }

    /** A silence needs no word of its own where something that came since then was found broken already. */
    private Abandoned unlessExplained(int before, Statement statement, String expected, String came, String mend) {
        if (findings.count() > before) {
            return new Abandoned();
        }
        String all = came + process.lastLines();
        return blame.map(on -> findings.fatal(on.statement(), expected, "after " + on.sent() + ": " + all, on.mend()))
                .orElseGet(() -> findings.fatal(statement, expected, all, mend));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
