package dev.openruntime.child;

import dev.openruntime.health.Answer;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All supervised children and the one thread, {@code children}, that sees them through their lives.
 *
 * <p>First {@link #spawnFirst} on the caller's own thread, then, when logging is set up, {@link #run}; from then on
 * every method may be called by any thread. No lock is held while others are called, but for {@link #spawnFirst}. An
 * internal error ends the thread through its uncaught exception handler, and with it supervision: that handler should
 * end the process.
 */
public final class Children {

    /** How long is waited for the listener, which should return soon, and is not there any more after a stop. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(1);

    private final List<ChildSpec> specs;
    private final Clocks clocks;
    private final Board board = new Board();
    private final LifecycleThread thread;
    private final Lifecycle lifecycle;
    private final Readiness readiness;

    /**
     * Nothing is spawned and no thread started yet.
     *
     * @param run names this supervisor among all that ever ran on the machine; children's cookies begin with it
     * @param children in order of configuration; names unique, no dependency unknown or circular
     * @param time never goes back while this process lives
     * @param running by which it counts how long a child has been ready, and the periods of its probes
     */
    public Children(String run, List<SupervisedChild> children, InstantSource time, RunningTime running) {
        this(run, children, new Clocks(time, running));
    }

    private Children(String run, List<SupervisedChild> children, Clocks clocks) {
        this(run, children, clocks, new HealthChecker(clocks));
    }

    Children(String run, List<SupervisedChild> children, Clocks clocks, Checker checker) {
        this.specs = new ArrayList<>();
        for (SupervisedChild child : children) {
            specs.add(child.spec());
        }
        this.clocks = clocks;
        StopPlan.waves(specs);
        this.thread = new LifecycleThread(postbox -> new Lifecycle(run, children, clocks, checker, board, postbox));
        this.lifecycle = thread.lifecycle();
        lifecycle.connect();
        this.readiness = new Readiness(board, lifecycle, lifecycle.dependencies());
    }

    /**
     * Spawns children on the calling thread, in the order given; where there are many, two more threads help from the
     * last on. Of those that depend on others, it spawns the ones whose conditions already hold. What comes of it is
     * handled and told once {@link #run} is called. Does nothing after that.
     */
    public void spawnFirst(Collection<String> names) {
        thread.runBefore(life -> life.startFirst(names));
    }

    /**
     * Starts the lifecycle thread, which starts all children that have not been, and tells the listener all that was
     * and will be.
     */
    public void run(ChildListener listener) {
        thread.start(listener, Lifecycle::startAll);
    }

    /**
     * Waits at start-up until all of the named are ready, and the listener was told so.
     *
     * @return empty if they are; else why not, at once if there is no hope for some: it died and is not spawned again,
     *     could not be spawned or reported that it failed while loading, is stopped, or waits for such a one
     */
    public List<NotReady> awaitReady(Collection<String> names, Duration within) throws InterruptedException {
        List<NotReady> missing = awaitReady(names, 0, false, within);
        awaitTold(TOLD_WITHIN);
        return missing;
    }

    /** Until the listener knows all that led here, so that what the caller tells next comes after it. */
    private void awaitTold(Duration within) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        thread.add(life -> told.countDown());
        boolean _ = told.await(within.toNanos(), TimeUnit.NANOSECONDS);
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
                () -> names.stream().allMatch(name -> readiness.isThere(name, after, patient))
                        || !readiness.hopeless(names, after, patient).isEmpty(),
                within);
        List<NotReady> hopeless = readiness.hopeless(names, after, patient);
        return hopeless.isEmpty() ? readiness.missing(names, after, patient) : hopeless;
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
        lifecycle.post(name, new ChildEvent.KillRequested(spawn, clocks.now(), reason));
    }

    /**
     * Kills a child, if it runs, and starts it anew at once, wherever it stands: also out of a backoff, and when it has
     * failed, completed or been stopped. One that waits for others goes on waiting. Means nothing once all are being
     * stopped.
     *
     * @param reason for the listener: {@code restart}, for example
     */
    public void restart(String name, String reason) {
        ChildStatus status = board.status(name);
        if (status.state().isUp()) {
            board.doom(name, status.spawn());
        }
        lifecycle.post(name, new ChildEvent.RestartRequested(clocks.now(), reason));
    }

    /**
     * Starts a child that was stopped, has failed, has completed or is in its backoff. To one that runs or waits for
     * others it does nothing; nor to any once all are being stopped.
     */
    public void start(String name) {
        board.status(name); // fails here and not later if there is no such child
        lifecycle.post(name, new ChildEvent.StartRequested(clocks.now()));
    }

    /**
     * Asks children for their readiness now, as far as they are up, have a readiness probe, and its latest answer is
     * older than its period by wall time, as after a freeze. Returns when all have answered and what comes of it can be
     * seen, at the latest when the time is over. An answer counts as any other: it takes as many as the probe's
     * thresholds say to change anything.
     */
    public void refreshReadiness(Collection<String> names, Duration within) throws InterruptedException {
        Instant deadline = clocks.now().plus(within);
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (String name : names) {
            lifecycle.seat(name).checks().refreshReadiness().ifPresent(asked::add);
        }
        if (asked.isEmpty()) {
            return;
        }
        try {
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return; // who hasn't answered is what it was
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: a probe ended without an answer", e);
        }
        awaitTold(until(deadline));
    }

    /** What is known of the readiness and liveness probes of a child; nothing while it isn't up. */
    public List<ProbeStatus> probes(String name) {
        return lifecycle.seat(name).checks().report();
    }

    /** Why a child isn't ready, which for a one-shot is: why it has not completed; empty if it is. */
    public Optional<NotReady> notReady(String name) {
        return readiness.missing(List.of(name), 0, false).stream().findFirst();
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
     * Stops one child, which is not spawned again unless it is asked to start; those that depend on it keep running.
     *
     * @return whether nothing is left of it
     */
    public boolean stop(String name, Duration within) throws InterruptedException {
        board.status(name); // fails here and not later if there is no such child
        return stop(List.of(name), within);
    }

    /**
     * Stops some children, those that others among them depend on last, and returns when they have ended and their
     * trees are gone. They are not spawned again. Each has its {@code stop.within}, if the budget allows for it.
     *
     * @param within the budget; a wave that ends early leaves its time to the next
     * @return whether nothing is left of them
     */
    public boolean stop(Collection<String> names, Duration within) throws InterruptedException {
        Thread _ = thread.ensureRunning();
        Instant deadline = clocks.now().plus(within);
        List<List<ChildSpec>> waves = StopPlan.waves(
                specs.stream().filter(spec -> names.contains(spec.name())).toList());
        for (int i = 0; i < waves.size(); i++) {
            StopShare share = StopShare.of(until(deadline), waves.size() - i);
            for (ChildSpec child : waves.get(i)) {
                lifecycle.post(child.name(), new ChildEvent.StopRequested(clocks.now(), share.untilKilled()));
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
        Instant deadline = clocks.now().plus(within);
        Thread _ = thread.ensureRunning();
        thread.add(Lifecycle::end);
        boolean over = stop(specs.stream().map(ChildSpec::name).toList(), within);
        if (over) {
            thread.end(until(deadline));
        }
        return over;
    }

    private Duration until(Instant deadline) {
        Duration left = Duration.between(clocks.now(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
