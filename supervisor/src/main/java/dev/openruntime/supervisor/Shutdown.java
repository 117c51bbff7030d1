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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of everything, in order and within its budget: the invocation under way, a last flush of everybody, then the
 * children, in reverse order of dependency. There is one way out of this process, the JVM's shutdown hook, whether the
 * platform asked for it (SIGTERM) or something failed.
 */
final class Shutdown {

    private final Household household;
    private final BootstrapLink bootstrap;
    private final ShutdownBudget budget;

    /** Why the process ends; the first reason counts. */
    private final CompletableFuture<ExitStatus> reason = new CompletableFuture<>();

    private volatile Optional<InvocationLoop> loop = Optional.empty();
    private volatile Optional<FlushPhase> flushes = Optional.empty();
    private volatile Optional<Telemetry> telemetry = Optional.empty();
    private volatile Optional<Admin> admin = Optional.empty();

    /** @param within the budget for all of it */
    Shutdown(Household household, BootstrapLink bootstrap, Duration within) {
        this.household = household;
        this.bootstrap = bootstrap;
        this.budget = ShutdownBudget.of(within);
    }

    /** From now on the process ends in order. */
    void arm() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::run, "shutdown"));
        } catch (IllegalStateException ending) {
            awaitTheEnd(); // it was asked to stop already: nothing must be started any more
        }
        bootstrap.armed();
        bootstrap.onOrphaned(this::killEverything);
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
        Deadline deadline = Deadline.in(budget.within());
        reason.complete(ExitStatus.STOPPED);
        try {
            admin.ifPresent(Admin::close);
            if (loop.isPresent()) {
                boolean _ = loop.get().drain(Deadline.in(budget.invocation()));
            }
            if (flushes.isPresent()) {
                flush(flushes.get());
            }
            if (!household.stop(deadline)) {
                log().error(
                                "not all children could be stopped within {} ms",
                                budget.within().toMillis());
            }
        } catch (InterruptedException | RuntimeException e) {
            log().error("internal error: the shutdown is cut short", e);
        } finally {
            int code = reason.join().code();
            telemetry.ifPresent(observer -> {
                observer.stopped(code);
                observer.close();
            });
            flushLog();
            bootstrap.done(code);
            Runtime.getRuntime().halt(code);
        }
    }

    private void flush(FlushPhase lastly) throws InterruptedException {
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
            boolean _ = household.stop(Deadline.in(budget.within()));
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
