package dev.openruntime.supervisor;

import dev.openruntime.admin.Admin;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.loop.InvocationLoop;
import dev.openruntime.telemetry.Telemetry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of everything, in order and within its budget: the invocation under way, then the children, in reverse order
 * of dependency. There is one way out of this process, the JVM's shutdown hook, whether the platform asked for it
 * (SIGTERM) or something failed.
 */
final class Shutdown {

    /** Kept of the budget for the JVM and bash to end in. */
    private static final Duration FOR_THE_PROCESS = Duration.ofMillis(40);

    /** The share of the budget that an invocation under way may have to end by itself, as a divisor. */
    private static final int INVOCATION_SHARE = 3;

    private final Household household;
    private final BootstrapLink bootstrap;
    private final Duration within;

    /** Why the process ends; the first reason counts. */
    private final CompletableFuture<ExitStatus> reason = new CompletableFuture<>();

    private volatile Optional<InvocationLoop> loop = Optional.empty();
    private volatile Optional<Telemetry> telemetry = Optional.empty();
    private volatile Optional<Admin> admin = Optional.empty();

    /** @param within the budget for all of it */
    Shutdown(Household household, BootstrapLink bootstrap, Duration within) {
        this.household = household;
        this.bootstrap = bootstrap;
        this.within = within.compareTo(FOR_THE_PROCESS.multipliedBy(2)) > 0 ? within.minus(FOR_THE_PROCESS) : within;
    }

    /** From now on the process ends in order. */
    void arm() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::run, "shutdown"));
        bootstrap.onOrphaned(this::killEverything);
        Thread.setDefaultUncaughtExceptionHandler(this::isBroken);
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

    /** What is to be let end its invocation. */
    void drain(InvocationLoop running) {
        loop = Optional.of(running);
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
        Deadline deadline = Deadline.in(within);
        reason.complete(ExitStatus.STOPPED);
        try {
            admin.ifPresent(Admin::close);
            if (loop.isPresent()) {
                Duration share = within.dividedBy(INVOCATION_SHARE);
                boolean _ = loop.get().drain(Deadline.in(share));
            }
            if (!household.stop(deadline)) {
                log().error("not all children could be stopped within {} ms", within.toMillis());
            }
        } catch (InterruptedException | RuntimeException e) {
            log().error("internal error: the shutdown is cut short", e);
        } finally {
            int code = reason.join().code();
            telemetry.ifPresent(observer -> {
                observer.stopped(code);
                observer.close();
            });
            bootstrap.done(code);
            Runtime.getRuntime().halt(code);
        }
    }

    /**
     * Bash was killed, and the platform is about to do the same to us: no time for anything but leaving nothing behind.
     */
    private void killEverything() {
        try {
            admin.ifPresent(Admin::close);
            boolean _ = household.stop(Deadline.in(Duration.ZERO));
            boolean _ = household.stop(Deadline.in(within));
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
