package dev.openruntime.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * A few invocations, one after the other, of workers that answer early, late, twice or never and die when they like, in
 * one random order of all steps, under a virtual clock. Every step is one call of {@link OpenCalls}, and any other may
 * come between two: a thread may be held up anywhere.
 */
final class Interleaving {

    private static final int INVOCATIONS = 4;
    private static final int MOST_STEPS = 10_000;

    /** Something that is to be done from an instant on, at any moment after it. */
    private record Due(long at, Runnable action) {}

    private final Random random;
    private final List<Due> dues = new ArrayList<>();
    private final List<BooleanSupplier> threads = new ArrayList<>();
    private long now;
    private SimulatedWorker worker;

    Interleaving(long seed) {
        this.random = new Random(seed);
        this.worker = new SimulatedWorker(this);
        threads.add(new Caller(this, 1));
    }

    /** Until the last invocation is over and nothing is left to happen. */
    void run() {
        for (int steps = 0; !threads.isEmpty() || !dues.isEmpty(); steps++) {
            if (steps > MOST_STEPS) {
                throw new AssertionError("it never ends: " + threads);
            }
            step();
        }
    }

    private void step() {
        int chosen = random.nextInt(threads.size() + dues.size() + 1);
        if (chosen < threads.size()) {
            BooleanSupplier thread = threads.get(chosen);
            if (thread.getAsBoolean()) {
                threads.remove(thread);
            }
        } else if (chosen < threads.size() + dues.size()) {
            Due due = dues.get(chosen - threads.size());
            if (due.at() <= now) {
                dues.remove(due);
                due.action().run();
            }
        } else {
            now++;
        }
    }

    long now() {
        return now;
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }

    void at(long when, Runnable action) {
        dues.add(new Due(when, action));
    }

    void also(BooleanSupplier thread) {
        threads.add(thread);
    }

    /** The one that takes calls, as whoever owns the processes hands it out: never one that has ended. */
    SimulatedWorker acquire() {
        if (worker.calls.haveEnded()) {
            worker = new SimulatedWorker(this);
        }
        return worker;
    }

    /** The outcome of an invocation is known: the next one comes. */
    void isOver(int invocation) {
        if (invocation < INVOCATIONS) {
            threads.add(new Caller(this, invocation + 1));
        }
    }

    /** What an invocation does on a thread: one call, as {@code HookCaller} and {@code Governor} make it. */
    private static final class Caller implements BooleanSupplier {

        private enum At {
            OPEN,
            AWAIT,
            CANCEL,
            GRACE,
            ABANDON,
            HOOKS
        }

        private final Interleaving all;
        private final int invocation;
        private final long soft;
        private final long grace;
        private At at = At.OPEN;
        private Optional<SimulatedWorker.Called> called = Optional.empty();
        private Optional<Straggler> hook = Optional.empty();

        Caller(Interleaving all, int invocation) {
            this.all = all;
            this.invocation = invocation;
            this.soft = all.now() + 2 + all.upTo(12);
            this.grace = soft + 1 + all.upTo(6);
        }

        /** One step; true after the last. */
        @Override
        public boolean getAsBoolean() {
            return switch (at) {
                case OPEN -> open();
                case AWAIT -> called.orElseThrow().isOver() ? over() : waitFor(soft, At.CANCEL);
                case CANCEL -> cancel();
                case GRACE -> waitFor(called.orElseThrow().isOver() ? all.now() : grace, At.ABANDON);
                case ABANDON -> abandon();
                case HOOKS -> (hook.isEmpty() || hook.get().done || all.now() >= grace) && over();
            };
        }

        private boolean open() {
            if (all.now() >= soft) {
                return over();
            }
            called = all.acquire().call(invocation, () -> all.now() >= soft);
            at = called.isPresent() ? At.AWAIT : At.OPEN;
            return false;
        }

        private boolean waitFor(long until, At next) {
            at = all.now() >= until ? next : at;
            return false;
        }

        private boolean cancel() {
            called.orElseThrow().cancel(grace);
            if (all.upTo(2) == 0) {
                hook = Optional.of(new Straggler(all, invocation, grace));
                all.also(hook.get());
            }
            at = At.GRACE;
            return false;
        }

        private boolean abandon() {
            called.orElseThrow().abandon();
            at = At.HOOKS;
            return false;
        }

        private boolean over() {
            called.ifPresent(SimulatedWorker.Called::isJudged);
            all.isOver(invocation);
            return true;
        }

        @Override
        public String toString() {
            return "invocation " + invocation + " at " + at;
        }
    }

    /** A {@code timeout} hook's thread, which may be held up until its invocation has long been over. */
    private static final class Straggler implements BooleanSupplier {

        private static final int PATIENCE = 3;

        private final Interleaving all;
        private final int invocation;
        private final long by;
        private Optional<SimulatedWorker.Called> called = Optional.empty();
        private boolean done;

        Straggler(Interleaving all, int invocation, long by) {
            this.all = all;
            this.invocation = invocation;
            this.by = by;
        }

        @Override
        public boolean getAsBoolean() {
            done = step();
            return done;
        }

        private boolean step() {
            if (called.isEmpty()) {
                called = all.acquire().call(invocation, () -> all.now() >= by);
                return called.isEmpty() && all.now() >= by;
            }
            if (called.get().isOver()) {
                return true;
            }
            if (all.now() >= by) {
                called.get().cancel(all.now() + PATIENCE);
                return true;
            }
            return false;
        }
    }
}
