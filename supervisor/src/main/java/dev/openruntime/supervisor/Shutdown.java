package dev.openruntime.supervisor;

import dev.openruntime.admin.Admin;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.loop.InvocationLoop;
import dev.openruntime.pipeline.FlushPhase;
import dev.openruntime.pipeline.Span;
import dev.openruntime.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of everything, in order and within its budget: the invocation under way, a last flush of everybody, then the
 * children, in reverse order of dependency. There is one way out of this process, the JVM's shutdown hook, whether the
 * platform asked for it (SIGTERM) or something failed.
 *
 * <p>Threads: {@code shutdown} does it; {@code shutdown-limit} ends the process when the budget is all but over,
 * whatever hangs; {@code hurry} ends it at once where it was asked for twice. Who comes first decides.
 */
final class Shutdown {

    private static final Duration TOLD_WITHIN = Duration.ofMillis(5);

    private final Household household;
    private final BootstrapLink bootstrap;
    private final ShutdownBudget budget;

    /** Why the process ends; the first reason counts. */
    private final CompletableFuture<ExitStatus> reason = new CompletableFuture<>();

    /** Asked for twice: nothing is waited for any more. */
    private volatile boolean hurried;

    /** Taken by who ends the process, and never given back. */
    private final ReentrantLock ending = new ReentrantLock();

    private volatile Optional<InvocationLoop> loop = Optional.empty();
    private volatile Optional<FlushPhase> flushes = Optional.empty();
    private volatile Optional<Telemetry> telemetry = Optional.empty();
    private volatile Optional<Admin> admin = Optional.empty();

    /** @param budget for all of it */
    Shutdown(Household household, BootstrapLink bootstrap, ShutdownBudget budget) {
        this.household = household;
        this.bootstrap = bootstrap;
        this.budget = budget;
    }

    /** From now on the process ends in order. */
    void arm() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::run, "shutdown"));
        } catch (IllegalStateException ending) {
            awaitTheEnd(); // it was asked to stop already: nothing must be started any more
        }
        bootstrap.listen(this::hurry, this::killEverything);
        bootstrap.armed();
        Thread.setDefaultUncaughtExceptionHandler(this::isBroken);
    }

    private static void awaitTheEnd() {
        while (true) {
            LockSupport.park();
        }
    }

    /** A thread that ends by a fault of ours may be one that everything depends on: better to begin anew. */
    private void isBroken(Thread thread, Throwable fault) {
        log().error("internal error in the thread {}", thread.getName(), fault);
        begin(ExitStatus.INTERNAL);
    }

    /** What is to be told of the end. */
    void observe(Telemetry observer) {
        telemetry = Optional.of(observer);
    }

    /** What is to tell that the end has begun, and to remove its socket. */
    void announceTo(Admin endpoint) {
        admin = Optional.of(endpoint);
    }

    /** What is to be let end its invocation, and what brings out afterwards what would be lost. */
    void drain(InvocationLoop running, FlushPhase lastly) {
        loop = Optional.of(running);
        flushes = Optional.of(lastly);
    }

    /** Ends the process for this reason, unless it is ending for another already; never returns. */
    void begin(ExitStatus why) {
        reason.complete(why);
        System.exit(why.code());
    }

    /** Whether the end has begun, so that whatever goes wrong from now on is a consequence of it. */
    boolean hasBegun() {
        return reason.isDone();
    }

    private void run() {
        Deadline deadline = Deadline.in(budget.shared());
        Deadline limit = Deadline.in(budget.limit());
        reason.complete(ExitStatus.STOPPED);
        Thread.ofPlatform().daemon().name("shutdown-limit").start(() -> endAt(limit));
        boolean clean = false;
        try {
            admin.ifPresent(Admin::close);
            if (loop.isPresent()) {
                drain(loop.get());
            }
            if (flushes.isPresent() && !hurried) {
                flush(flushes.get());
            }
            clean = household.stop(deadline);
        } catch (InterruptedException | RuntimeException e) {
            log().error("internal error: the shutdown is cut short", e);
        } finally {
            end(clean);
        }
    }

    /** Whoever has not ended is killed, and nothing is posted or flushed any more. */
    private void hurry() {
        hurried = true;
        reason.complete(ExitStatus.STOPPED);
        boolean clean = false;
        try {
            loop.ifPresent(InvocationLoop::silence);
            boolean _ = household.stop(Deadline.in(Duration.ZERO));
            clean = household.stop(Deadline.in(budget.shared()));
        } catch (InterruptedException | RuntimeException e) {
            log().error("internal error: the shutdown is cut short", e);
        } finally {
            end(clean);
        }
    }

    /** Never returns. Who comes second waits for the first, who ends the process. */
    private void end(boolean clean) {
        ending.lock();
        int code = reason.join().code();
        try {
            if (hurried && telemetry.isPresent()) { // else there is no log yet
                log().info("asked to stop again: who was still there has been killed");
            }
            if (!clean) {
                log().error(
                                "not all children could be stopped within {} ms",
                                budget.shared().toMillis());
            }
            telemetry.ifPresent(observer -> {
                observer.stopped(code);
                observer.close();
            });
            flushLog();
        } finally {
            leave(clean, code);
        }
    }

    /** What hangs may be anything, the log too: nothing is waited for but the clock, and that line for a moment. */
    private void endAt(Deadline limit) {
        try {
            Thread.sleep(limit.remaining());
            Thread telling = Thread.ofPlatform().daemon().start(() -> {
                log().error("the shutdown is cut short: its time is over");
                flushLog();
            });
            boolean _ = telling.join(TOLD_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leave(/* clean= */ false, reason.join().code());
        }
    }

    private void leave(boolean clean, int code) {
        if (clean) {
            bootstrap.done(code);
        } else {
            bootstrap.late(code);
        }
        Runtime.getRuntime().halt(code);
    }

    /** Who isn't through after half of the time is told by when to be. */
    private void drain(InvocationLoop running) throws InterruptedException {
        Deadline by = Deadline.in(budget.invocation());
        if (!running.drain(Deadline.in(budget.invocation().dividedBy(2))) && !hurried) {
            household.cancelCalls(by);
            boolean _ = running.drain(by);
        }
    }

    private void flush(FlushPhase lastly) throws InterruptedException {
        household.ending();
        List<Span> spans = lastly.last(budget.flush());
        telemetry.ifPresent(observer -> observer.flushed(spans));
    }

    private void flushLog() {
        try {
            household.flushLog();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Bash was killed, and the platform is about to do the same to us: no time for anything but leaving nothing behind.
     */
    private void killEverything() {
        try {
            admin.ifPresent(Admin::close);
            boolean _ = household.stop(Deadline.in(Duration.ZERO));
            boolean _ = household.stop(Deadline.in(budget.shared()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(ExitStatus.INTERNAL.code());
        }
    }

    /** No logger of the class: it is loaded before the first child is spawned, logging is not. */
    private static Logger log() {
        return LoggerFactory.getLogger(Shutdown.class);
    }
}
