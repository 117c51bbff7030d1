package dev.openruntime.worker;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A process of an {@link Interleaving} and the conversation with it: the real table of calls, and random answers to
 * them. Fails as soon as something of one invocation touches another.
 */
final class SimulatedWorker {

    private final WorkerFailure died = new WorkerFailure(WorkerFailure.Kind.DIED, "died", List.of());

    final OpenCalls calls = new OpenCalls();
    private final Interleaving all;
    private final List<Called> made = new ArrayList<>();
    private boolean dead;

    SimulatedWorker(Interleaving all) {
        this.all = all;
        calls.begin(1 + all.upTo(3));
        if (all.upTo(4) == 0) {
            all.at(all.now() + all.upTo(30), this::die);
        }
    }

    Optional<Called> call(int invocation, BooleanSupplier overdue) {
        try {
            Optional<Called> called = calls.tryOpen(
                            Hook.HANDLE, Nobody.WORKER, Optional.of("request-" + invocation), overdue)
                    .map(call -> new Called(invocation, call));
            called.ifPresent(this::answerSomehow);
            return called;
        } catch (WorkerFailure ended) {
            return Optional.empty(); // the next one is acquired
        }
    }

    /** In time, late, twice, or never; and now and then to a call that there never was. */
    private void answerSomehow(Called called) {
        made.add(called);
        for (int answers = all.upTo(3); answers > 0; answers--) {
            all.at(all.now() + all.upTo(24), () -> answer(called.call.id(), called.invocation));
        }
        if (all.upTo(8) == 0) {
            all.at(all.now() + all.upTo(24), () -> answer(1_000_000 + called.call.id(), called.invocation));
        }
    }

    /** Its frame is read; a dead one's may be as well, it was in the pipe. */
    private void answer(long id, int invocation) {
        Answer answer = new Answer(Action.RESPOND, Body.of(Integer.toString(invocation)), Optional.empty());
        calls.take(id).ifPresent(call -> calls.end(call, new Call.Reply.Answered(answer)));
    }

    /** Asked to be replaced for a call: what else is open on it must not be of a later invocation. */
    private void kill(Called culprit) {
        for (Called other : made) {
            if (!other.isOver() && other.invocation > culprit.invocation) {
                throw new AssertionError("a worker was killed for invocation " + culprit.invocation
                        + " while it had a call of invocation " + other.invocation);
            }
        }
        all.at(all.now() + all.upTo(5), this::die);
    }

    private void die() {
        dead = true;
        all.at(all.now() + all.upTo(5), () -> calls.endAll(died));
    }

    /** A call of an invocation. */
    final class Called {

        private final int invocation;
        private final Call call;

        Called(int invocation, Call call) {
            this.invocation = invocation;
            this.call = call;
        }

        boolean isOver() {
            return call.isOver();
        }

        /** As {@code Worker.cancel} does it. */
        void cancel(long answerBy) {
            if (calls.cancel(call)) {
                all.at(answerBy, this::abandon);
            }
        }

        /** As {@code Worker.abandon} does it; between its two steps anything may happen. */
        void abandon() {
            if (calls.condemn(call, died)) {
                all.at(all.now(), () -> kill(this));
            }
        }

        /** Its invocation is over: an answer is its own, and nobody but its worker's death or itself ended it. */
        void isJudged() {
            if (!call.isOver()) {
                return;
            }
            try {
                Answer answer = call.await(Deadline.in(Duration.ZERO));
                if (!answer.body().text().equals(Integer.toString(invocation))) {
                    throw new AssertionError("invocation " + invocation + " got the answer of " + answer.body());
                }
            } catch (WorkerFailure failure) {
                if (!dead) {
                    throw new AssertionError("invocation " + invocation + " failed though its worker lives", failure);
                }
            }
        }
    }

    /** Whom calls belong to; nothing is ever sent. */
    private static final class Nobody implements Lifeline, WorkerListener {

        static final Worker WORKER = Worker.of(
                "simulated",
                Role.HANDLER,
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new Nobody(),
                new Nobody());

        @Override
        public void replace(String reason) {
            throw new AssertionError("nobody talks to it");
        }

        @Override
        public Optional<Obituary> obituary(Duration patience) {
            return Optional.empty();
        }

        @Override
        public Look look(StackOffer offer) {
            return _ -> "";
        }

        @Override
        public List<String> lastLines() {
            return List.of();
        }

        @Override
        public void ready(Handshake handshake) {
            throw new AssertionError("it never speaks");
        }

        @Override
        public void failedToLoad(Body error) {
            throw new AssertionError("it never speaks");
        }

        @Override
        public void log(String level, String message, Optional<String> fields, Optional<String> requestId) {
            throw new AssertionError("it never speaks");
        }

        @Override
        public void dropped(String what) {
            throw new AssertionError("it never speaks");
        }
    }
}
