package dev.openruntime.emulator;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform's one thread, and the queue of what it is asked to do, in the order of arrival. */
final class Platform implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    /** More invocations than this are turned away, so that what waits fits in memory. */
    static final int MOST_WAITING = 100;

    private final Sandbox sandbox;
    private final TailingListener tails;
    private final BlockingDeque<Job> jobs = new LinkedBlockingDeque<>();
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("emulator-platform").unstarted(this::run);
    private volatile boolean closing;

    /** What the thread is asked to do. */
    private sealed interface Job {
        record Init(CompletableFuture<InitReport> report) implements Job {}

        record Invoke(Invocation invocation, Runnable begun) implements Job {}

        record Exited(Environment environment) implements Job {}

        record SpinDown() implements Job {}

        record Close() implements Job {}
    }

    /** Makes the sandbox; it is told what to call when a bootstrap exits. */
    interface SandboxMaker extends Function<java.util.function.Consumer<Environment>, Sandbox> {}

    Platform(TailingListener tails, SandboxMaker maker) {
        this.tails = tails;
        this.sandbox = maker.apply(environment -> jobs.add(new Job.Exited(environment)));
    }

    /** Where the function lives, of which some may be asked by any thread. */
    Sandbox sandbox() {
        return sandbox;
    }

    void start() {
        thread.start();
    }

    CompletableFuture<InitReport> init() {
        var report = new CompletableFuture<InitReport>();
        jobs.add(new Job.Init(report));
        if (closing) {
            report.cancel(false);
        }
        return report;
    }

    void invoke(Invocation invocation) {
        if (closing) {
            throw new RejectedExecutionException("cannot invoke: the emulator is closed");
        }
        if (!places.tryAcquire()) {
            throw new RejectedExecutionException("cannot invoke: " + MOST_WAITING + " invocations are waiting already");
        }
        add(invocation, places::release);
    }

    /** Takes an invocation whose bound is another's. */
    void invokeEvent(Invocation invocation) {
        if (closing) {
            throw new RejectedExecutionException("cannot invoke: the emulator is closed");
        }
        add(invocation, () -> {});
    }

    private void add(Invocation invocation, Runnable begun) {
        jobs.add(new Job.Invoke(invocation, begun));
        if (closing) {
            invocation.cancel();
        }
    }

    private void run() {
        try {
            for (Job job = await(); !(job instanceof Job.Close); job = await()) {
                perform(job);
            }
            sandbox.end();
        } catch (InterruptedException e) {
            throw new IllegalStateException("internal error: nobody interrupts this thread", e);
        } finally {
            jobs.forEach(Platform::drop);
        }
    }

    private Job await() throws InterruptedException {
        Optional<Duration> idle = sandbox.mayIdle();
        if (idle.isEmpty()) {
            return jobs.take();
        }
        Optional<Job> job = Optional.ofNullable(jobs.poll(idle.get().toNanos(), TimeUnit.NANOSECONDS));
        return job.orElseGet(Job.SpinDown::new);
    }

    private void perform(Job job) throws InterruptedException {
        switch (job) {
            case Job.Init(CompletableFuture<InitReport> report) -> {
                try {
                    report.complete(sandbox.init());
                } catch (CancellationException e) {
                    report.cancel(false);
                } catch (IOException | RuntimeException e) {
                    report.completeExceptionally(e);
                }
            }
            case Job.Invoke(Invocation invocation, Runnable begun) -> {
                begun.run();
                tails.follow(invocation.log());
                try {
                    sandbox.invoke(invocation);
                } catch (CancellationException e) {
                    invocation.cancel();
                } catch (IOException | RuntimeException e) {
                    LOG.error("internal error: the emulator failed on invocation {}", invocation.requestId(), e);
                    invocation.answered().completeExceptionally(e);
                    invocation.ended().completeExceptionally(e);
                } finally {
                    tails.follow(Optional.empty());
                }
            }
            case Job.Exited(Environment environment) -> sandbox.exited(environment);
            case Job.SpinDown() -> sandbox.spinDown();
            case Job.Close() -> throw new IllegalStateException("internal error: closing is no work");
        }
    }

    private static void drop(Job job) {
        switch (job) {
            case Job.Init(CompletableFuture<InitReport> report) -> report.cancel(false);
            case Job.Invoke(Invocation invocation, Runnable _) -> invocation.cancel();
            case Job.Exited unneeded -> {}
            case Job.SpinDown unneeded -> {}
            case Job.Close unneeded -> {}
        }
    }

    /** Cancels what runs, stops the environment in order, and waits for that. */
    @Override
    public void close() {
        closing = true;
        sandbox.cancel();
        jobs.addFirst(new Job.Close());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
