package dev.openruntime.child;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All supervised children and the one thread, {@code children}, that sees them through their lives.
 *
 * <p>First {@link #spawnFirst} on the caller's own thread, then, when logging is set up, {@link #run}; from then on
 * every method may be called by any thread. No lock is held while others are called, but for {@link #spawnFirst}. An
 * internal error ends the thread through its uncaught exception handler, and with it supervision: that handler should
 * end the process.
 */
public final class Children {

    /** Something for the lifecycle thread to do. */
    private interface Errand {
        void run(Lifecycle lifecycle);
    }

    /** How long is waited for the listener, which should return soon, and is not there any more after a stop. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(1);

    private final LinkedBlockingQueue<Errand> errands = new LinkedBlockingQueue<>();
    private final List<ChildSpec> specs;
    private final InstantSource time;
    private final Board board = new Board();
    private final Lifecycle lifecycle;
    private final Readiness readiness;

    /**
     * Held while children are spawned on a caller's thread and while the lifecycle thread is started, so they exclude.
     */
    private final ReentrantLock starting = new ReentrantLock();

    private Optional<Thread> thread = Optional.empty();
    private boolean leaving; // of the lifecycle thread alone

    /**
     * Nothing is spawned and no thread started yet.
     *
     * @param run names this supervisor among all that ever ran on the machine; children's cookies begin with it
     * @param children in order of configuration; names unique, no dependency unknown or circular
     * @param time never goes back while this process lives
     */
    public Children(String run, List<SupervisedChild> children, InstantSource time) {
        this.specs = new ArrayList<>();
        for (SupervisedChild child : children) {
            specs.add(child.spec());
        }
        this.time = time;
        StopPlan.waves(specs);
        this.lifecycle = new Lifecycle(
                run, children, time, board, (child, event) -> errands.add(life -> life.handle(child, event)));
        lifecycle.checkNames();
        this.readiness = new Readiness(board, lifecycle);
    }

    /**
     * Spawns children on the calling thread, in the order given; of those that depend on others, the ones whose
     * conditions already hold. What comes of it is handled and told once {@link #run} is called. Does nothing after
     * that.
     */
    public void spawnFirst(Collection<String> names) {
        starting.lock();
        try {
            if (thread.isEmpty()) {
                names.forEach(name -> lifecycle.handle(name, new ChildEvent.StartRequested(time.instant())));
            }
        } finally {
            starting.unlock();
        }
    }

    /**
     * Starts the lifecycle thread, which starts all children that have not been, and tells the listener all that was
     * and will be.
     */
    public void run(ChildListener listener) {
        starting.lock();
        try {
            if (thread.isEmpty()) {
                errands.add(Lifecycle::startAll);
                startThread(Optional.of(listener));
            }
        } finally {
            starting.unlock();
        }
    }

    /**
     * Waits at start-up until all of the named are ready, and the listener was told so.
     *
     * @return empty if they are; else why not, at once if there is no hope for some: it died and is not spawned again,
     *     could not be spawned or reported that it failed while loading, is stopped, or waits for such a one
     */
    public List<NotReady> awaitReady(Collection<String> names, Duration within) throws InterruptedException {
        List<NotReady> missing = awaitReady(names, 0, false, within);
        awaitTold();
        return missing;
    }

    /** Until the listener knows all that led here, so that what the caller tells next comes after it. */
    private void awaitTold() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        errands.add(life -> told.countDown());
        boolean _ = told.await(TOLD_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits for a child that has been ready before, until it is ready in a later spawn than a given one. Free of locks
     * if it is already.
     *
     * @param after that spawn; 0 for any
     * @return empty if it is; else why not, at once if it won't be spawned again
     */
    public Optional<NotReady> awaitReady(String name, int after, Duration within) throws InterruptedException {
        return awaitReady(List.of(name), after, true, within).stream().findFirst();
    }

    private List<NotReady> awaitReady(Collection<String> names, int after, boolean patient, Duration within)
            throws InterruptedException {
        board.await(
                () -> names.stream().allMatch(name -> board.isReady(name, after))
                        || !readiness.hopeless(names, after, patient).isEmpty(),
                within);
        List<NotReady> hopeless = readiness.hopeless(names, after, patient);
        return hopeless.isEmpty() ? readiness.missing(names, after) : hopeless;
    }

    /**
     * Has a spawn of a child killed with its tree and replaced. It counts as not ready from this call on. Means nothing
     * if that spawn is over, so a late call never hits the next.
     *
     * @param spawn which, as {@link Spawner#spawn} was told it
     * @param reason for the listener: {@code timeout}, for example
     */
    public void kill(String name, int spawn, String reason) {
        board.status(name); // fails here and not later if there is no such child
        board.doom(name, spawn);
        lifecycle.post(name, new ChildEvent.KillRequested(spawn, time.instant(), reason));
    }

    /** Where a child stands. */
    public ChildStatus status(String name) {
        return board.status(name);
    }

    /** Where all children stand, in order of configuration. */
    public List<ChildStatus> statuses() {
        return specs.stream().map(spec -> board.status(spec.name())).toList();
    }

    /**
     * Stops some children, those that others among them depend on last, and returns when they have ended and their
     * trees are gone. They are not spawned again. Each has its {@code stop.within}, if the budget allows for it.
     *
     * @param within the budget; a wave that ends early leaves its time to the next
     * @return whether nothing is left of them
     */
    public boolean stop(Collection<String> names, Duration within) throws InterruptedException {
        ensureRunning();
        Instant deadline = time.instant().plus(within);
        List<List<ChildSpec>> waves = StopPlan.waves(
                specs.stream().filter(spec -> names.contains(spec.name())).toList());
        for (int i = 0; i < waves.size(); i++) {
            StopShare share = StopShare.of(until(deadline), waves.size() - i);
            for (ChildSpec child : waves.get(i)) {
                lifecycle.post(child.name(), new ChildEvent.StopRequested(time.instant(), share.untilKilled()));
            }
            List<ChildSpec> wave = waves.get(i);
            board.await(() -> wave.stream().allMatch(child -> board.isOver(child.name())), share.whole());
        }
        return board.await(() -> names.stream().allMatch(board::isOver), until(deadline));
    }

    /**
     * Stops all children, handler first, then middleware, then sidecars, and nothing is spawned from now on, whatever
     * dies. Ends the lifecycle thread. May be called at any time, from the first {@link #spawnFirst} on, and again.
     *
     * @return whether nothing is left of them; if not, another call may be made
     */
    public boolean stop(Duration within) throws InterruptedException {
        Instant deadline = time.instant().plus(within);
        Thread running = ensureRunning();
        errands.add(Lifecycle::end);
        boolean over = stop(specs.stream().map(ChildSpec::name).toList(), within);
        if (over) {
            errands.add(life -> leaving = true);
            running.join(Duration.ofMillis(1).plus(until(deadline)));
        }
        return over;
    }

    private Thread ensureRunning() {
        starting.lock();
        try {
            return thread.orElseGet(() -> startThread(Optional.empty()));
        } finally {
            starting.unlock();
        }
    }

    private Thread startThread(Optional<ChildListener> listener) {
        Thread started = new Thread(() -> serve(listener), "children");
        started.setDaemon(true);
        thread = Optional.of(started);
        started.start();
        return started;
    }

    private void serve(Optional<ChildListener> listener) {
        try {
            while (!leaving) {
                listener.ifPresent(lifecycle::tell);
                Optional<Errand> errand = nextErrand();
                errand.ifPresent(present -> present.run(lifecycle));
                lifecycle.fireDue();
            }
            listener.ifPresent(lifecycle::tell);
        } catch (InterruptedException e) {
            throw new IllegalStateException("internal error: the lifecycle thread was interrupted", e);
        }
    }

    /** The next errand, or nothing if a timer is due before it comes. */
    private Optional<Errand> nextErrand() throws InterruptedException {
        Optional<Instant> due = lifecycle.timers().nextDue();
        if (due.isEmpty()) {
            return Optional.of(errands.take());
        }
        return Optional.ofNullable(errands.poll(until(due.get()).toNanos(), TimeUnit.NANOSECONDS));
    }

    private Duration until(Instant deadline) {
        Duration left = Duration.between(time.instant(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
