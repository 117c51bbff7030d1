package dev.openruntime.check;

import dev.openruntime.child.Exit;
import dev.openruntime.invocation.Body;
import dev.openruntime.worker.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The checks. Each gets a worker that has just been started, and, but for {@link #start}, has said that it is ready;
 * each returns what it saw, for people. Frames are judged by the worker's conversation whenever they come; here stands
 * what is done to a worker, and what it must do then.
 */
final class Checks {

    private static final int MOST_CALLS_AT_ONCE = 32;
    private static final Duration BETWEEN_PIECES = Duration.ofMillis(10);
    private static final Duration UNDER_WAY = Duration.ofMillis(200);

    private Checks() {}

    /** P10 to P26: the worker speaks first, one valid {@code ready} frame, and nothing else until it is called. */
    static String start(CheckedWorker worker, Target target, Findings findings) throws Abandoned {
        Ready ready = worker.awaitReady();
        worker.framing().statements().forEach(findings::met);
        worker.settle();
        return ready.words() + "; " + worker.framing().words();
    }

    /** P33, P35, P40 to P48, P62: each hook's call is answered, once, in time, by an action of the hook. */
    static String calls(CheckedWorker worker, Target target) throws Abandoned {
        List<String> seen = new ArrayList<>();
        for (Hook hook : worker.ready().hooks()) {
            Answer answer = worker.call(hook, Samples.usual(hook, target.event()));
            seen.add("`" + hook.word() + "` " + answer.action() + " " + answer.millis());
        }
        worker.settle();
        return String.join(", ", seen);
    }

    /** P13: a frame may come in any number of pieces, and several in one read. */
    static String pieces(CheckedWorker worker, Target target) throws Abandoned {
        worker.blame(
                Statement.P13,
                "a call in five pieces, and another behind a frame to be ignored in one read",
                "read on until there are as many bytes as the lengths say, and keep what is behind them");
        Hook hook = firstHook(worker);
        Call slow = worker.newCall(hook, Samples.usual(hook, target.event()));
        byte[] bytes = worker.encoded(slow);
        for (int[] piece :
                new int[][] {{0, 1}, {1, 6}, {6, 9}, {9, bytes.length - 1}, {bytes.length - 1, bytes.length}}) {
            worker.send(Arrays.copyOfRange(bytes, piece[0], piece[1]));
            LockSupport.parkNanos(BETWEEN_PIECES.toNanos());
        }
        Answer _ = worker.await(slow);

        Call second = worker.newCall(hook, Samples.usual(hook, target.event()));
        byte[] cancelOfAnswered = worker.cancelFrame(slow, worker.deadline());
        worker.send(joined(cancelOfAnswered, worker.encoded(second)));
        Answer _ = worker.await(second);
        worker.settle();
        return "a call in five pieces, and two frames at once";
    }

    /** P12, P46, P81: any bytes are a body. A worker may fail such a call, but has to answer it and to live on. */
    static String bodies(CheckedWorker worker, Target target) throws Abandoned {
        List<String> seen = new ArrayList<>();
        for (Map.Entry<String, Body> body : Samples.unusual().entrySet()) {
            for (Hook hook : worker.ready().hooks()) {
                Answer _ = worker.call(hook, body.getValue());
            }
            seen.add(body.getKey());
        }
        worker.settle();
        return String.join(", ", seen);
    }

    /** P15: unknown frame types and members are ignored. */
    static String unknown(CheckedWorker worker, Target target) throws Abandoned {
        worker.blame(
                Statement.P15,
                "a frame of the type `weather` with a body, and a call with unknown members",
                "read over frames whose type you don't know, with their bodies, and over unknown members");
        Body body = Body.of("{\"type\":\"invoke\"}");
        worker.send(worker.frame("{\"type\":\"weather\",\"id\":1,\"sky\":{\"blue\":[true,null,1.5e3]}}", body));
        Hook hook = firstHook(worker);
        Call call = worker.newCall(hook, Samples.usual(hook, target.event()));
        String more = "\"later\":{\"type\":\"shutdown\",\"list\":[[],{}]},\"note\":\"\\u2028 \\\"quoted\\\" \\\\ é\",";
        worker.send(worker.frame(CallFrames.invoke(call.id(), hook, call.deadline(), more), call.body()));
        Answer _ = worker.await(call);
        worker.settle();
        return "an unknown frame, unknown members";
    }

    /** P32: as many calls at once as the worker said, answered in any order. */
    static String concurrency(CheckedWorker worker, Target target) throws Abandoned {
        int wanted = Math.min(worker.ready().concurrency(), MOST_CALLS_AT_ONCE);
        Hook hook = firstHook(worker);
        List<Call> open = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            open.add(worker.open(hook, Samples.usual(hook, target.event())));
        }
        for (Call call : open) {
            Answer _ = worker.await(call);
        }
        worker.settle();
        return wanted == 1 ? "one call at a time, as declared" : wanted + " calls at once";
    }

    /** P50: the cancel of a call that is already answered is ignored. */
    static String lateCancel(CheckedWorker worker, Target target) throws Abandoned {
        Hook hook = firstHook(worker);
        Call call = worker.open(hook, Samples.usual(hook, target.event()));
        Answer _ = worker.await(call);
        worker.blame(
                Statement.P50,
                "a cancel of an answered call",
                "ignore a cancel whose call isn't open: it has crossed with the answer");
        var _ = worker.cancel(call);
        worker.settle();
        Answer _ = worker.call(hook, Samples.usual(hook, target.event()));
        worker.settle();
        return "the cancel of an answered call, then another call";
    }

    /** P51, P53: a cancelled call is answered by its {@code result}, or not in time, which is legal. */
    static String cancel(CheckedWorker worker, Target target, Findings findings) throws Abandoned {
        Hook hook = firstHook(worker);
        worker.blame(
                Statement.P51, "a cancel of an open call", "answer with the call's `result`, by any of its actions");
        Call call = worker.open(hook, target.slowEvent().orElseGet(() -> Samples.usual(hook, target.event())));
        if (target.slowEvent().isPresent()) {
            LockSupport.parkNanos(UNDER_WAY.toNanos());
        }
        Optional<Answer> answer = worker.awaitBy(call, worker.cancel(call));
        if (answer.isEmpty()) {
            findings.remark(
                    Statement.P53,
                    "no answer by the cancel's deadline: legal, but the worker is then killed and started anew");
            return "the cancel wasn't heard";
        }
        worker.settle();
        String tried = target.slowEvent().isPresent() ? "" : " (--slow-event FILE tries it in the midst of user code)";
        return "a cancelled call is answered: `" + answer.get().action() + "`" + tried;
    }

    /** P60: a worker exits with status 0 when it is told to. */
    static String shutdown(CheckedWorker worker, Target target, Findings findings) throws Abandoned {
        Answer _ = worker.call(firstHook(worker), Samples.usual(firstHook(worker), target.event()));
        Optional<Exit> exit = worker.end(worker.frame(CallFrames.shutdown(worker.deadline()), Body.EMPTY));
        if (!exit.equals(Optional.of(new Exit.Status(0)))) {
            throw findings.fatal(
                    Statement.P60,
                    "an exit with status 0 within " + worker.within() + " of `shutdown`",
                    exit.map(Exit::description).orElse("it still runs") + worker.lastLines(),
                    "leave the loop at `shutdown`; other frames won't come");
        }
        return "exit 0";
    }

    /** P61: a worker exits where its input ends. */
    static String endOfInput(CheckedWorker worker, Target target, Findings findings) throws Abandoned {
        Answer _ = worker.call(firstHook(worker), Samples.usual(firstHook(worker), target.event()));
        Optional<Exit> exit = worker.end();
        return exit.map(Exit::description)
                .orElseThrow(() -> findings.fatal(
                        Statement.P61,
                        "an exit at once where input ends without `shutdown`",
                        "it still runs after " + worker.within() + worker.lastLines(),
                        "leave the loop where a read returns nothing: the supervisor is gone"));
    }

    private static Hook firstHook(CheckedWorker worker) {
        return worker.ready().hooks().iterator().next();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
