package dev.openruntime.health;

import dev.openruntime.time.RunningTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets all periodic probes of a supervisor begin when they are due, by running time. Has one thread, {@code probes},
 * while there is a probe, and none else; each attempt has a short-lived one of its own, {@code probe-<child>}, so that
 * one that hangs delays no other. No more than {@value #MOST_AT_ONCE} attempts are under way at the same time; where
 * more hang than that, the next waits until one of them is at the end of its timeout. Safe for threads.
 */
public final class Prober {

    /** Far more than run at the same time unless nearly everything hangs; far fewer than a platform lets us have. */
    static final int MOST_AT_ONCE = 64;

    private static final long STACK_BYTES = 256 * 1024;

    private final RunningTime time;
    private final InstantSource clock;
    private final RunningTime.Sleeper sleeper;
    private final Set<PeriodicProbe> probes = ConcurrentHashMap.newKeySet();
    private Optional<Thread> thread = Optional.empty(); // guarded by this
    private int atOnce; // guarded by this

    /**
     * Starts nothing yet.
     *
     * @param time in which periods pass; while it stands no attempt begins
     * @param clock for what people are told
     */
    public Prober(RunningTime time, InstantSource clock) {
        this.time = time;
        this.clock = clock;
        this.sleeper = time.new Sleeper();
    }

    /**
     * Starts to ask a target. The first attempt begins when one period has passed, since whoever starts this mostly has
     * an answer just now; {@link PeriodicProbe#refresh} asks at once.
     *
     * @param child names the threads
     * @param listener told of each verdict
     */
    public PeriodicProbe start(String child, Target target, Schedule schedule, PeriodicProbe.Listener listener) {
        PeriodicProbe probe = new PeriodicProbe(this, child, target, schedule, listener);
        probes.add(probe);
        synchronized (this) {
            if (thread.isEmpty()) {
                thread = Optional.of(start("probes", this::run));
            }
        }
        sleeper.wake();
        return probe;
    }

    RunningTime time() {
        return time;
    }

    InstantSource clock() {
        return clock;
    }

    void remove(PeriodicProbe probe) {
        probes.remove(probe);
        sleeper.wake();
    }

    /** Has a look at all probes soon. */
    void wake() {
        sleeper.wake();
    }

    /** Runs attempts on a thread of their own. */
    void run(String child, Runnable attempts) {
        synchronized (this) {
            atOnce++;
        }
        Thread _ = start("probe-" + child, () -> {
            try {
                attempts.run();
            } finally {
                ended();
            }
        });
    }

    private void ended() {
        boolean wasFull;
        synchronized (this) {
            wasFull = atOnce >= MOST_AT_ONCE;
            atOnce--;
        }
        if (wasFull) {
            sleeper.wake();
        }
    }

    private synchronized boolean isFull() {
        return atOnce >= MOST_AT_ONCE;
    }

    private void run() {
        try {
            while (!isOver()) {
                sleeper.sleepUntil(beginWhatIsDue());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("internal error: the probes' thread was interrupted", e);
        }
    }

    private synchronized boolean isOver() {
        if (probes.isEmpty()) {
            thread = Optional.empty();
            return true;
        }
        return false;
    }

    /**
     * Returns when something will be due next. The longest due come first, or some would never come where it is full.
     */
    private long beginWhatIsDue() {
        boolean stands = time.stands();
        long next = Long.MAX_VALUE;
        for (Turn turn : turns()) {
            next = Math.min(next, stands ? turn.due() : turn.probe().act(!isFull()));
        }
        return next;
    }

    private List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (PeriodicProbe probe : probes) {
            turns.add(new Turn(probe, probe.due()));
        }
        turns.sort(Comparator.comparingLong(Turn::due));
        return turns;
    }

    private record Turn(PeriodicProbe probe, long due) {}

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
