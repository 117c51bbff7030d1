package dev.openruntime.emulator;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * The place where a function lives: leads init and invocations through the lives of its environment, one at a time. For
 * the platform thread, but for {@link #cancel}.
 *
 * <p>The first init is a phase of its own, with the init limit. If it fails, its error answers the first invocation; if
 * it takes too long, or after a reset, the next invocation initialises inside its own timeout ("suppressed init").
 */
final class Sandbox {
    private final EmulatorConfig config;
    private final EventLoopGroup loop;
    private final LineSink sink;
    private final PlatformLog log;
    private final Clock clock;
    private final Consumer<Environment> onExit;
    private volatile boolean cancelled;
    private volatile Optional<Environment> environment = Optional.empty();
    private Optional<InitReport> lastInit = Optional.empty();
    private Optional<PlatformError> initError = Optional.empty();
    private Optional<Duration> unreportedInit = Optional.empty();

    /**
     * A sandbox without an environment yet.
     *
     * @param onExit is told of every exit of a bootstrap, on a thread of its own
     */
    Sandbox(EmulatorConfig config, EventLoopGroup loop, LineSink sink, Clock clock, Consumer<Environment> onExit) {
        this.config = config;
        this.loop = loop;
        this.sink = sink;
        this.log = new PlatformLog(config, sink, clock);
        this.clock = clock;
        this.onExit = onExit;
    }

    /** Runs an init phase, if there is no environment that lives. */
    InitReport init() throws IOException, InterruptedException {
        discardIfDead();
        if (environment.isPresent()) {
            return lastInit.orElseThrow();
        }
        initError = Optional.empty();
        long begun = System.nanoTime();
        Monitor.Wait wait = launch().awaitInit(Deadline.in(config.initLimit()));
        InitReport report = initReport(wait, begun, Optional.empty());
        lastInit = Optional.of(report);
        switch (wait) {
            case Monitor.Wait.Done() -> unreportedInit = Optional.of(report.duration());
            case Monitor.Wait.Failed(Fault.Closed()) -> throw new CancellationException("the emulator was closed");
            case Monitor.Wait.Failed(Fault fault) -> {
                initError = report.error();
                reset();
                log.fault(fault, Optional.empty());
                log.initFailed(report, false);
            }
            case Monitor.Wait.TimedOut() -> {
                reset();
                log.initFailed(report, false);
            }
        }
        return report;
    }

    private static InitReport initReport(Monitor.Wait wait, long begun, Optional<String> requestId) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return switch (wait) {
            case Monitor.Wait.Done() -> new InitReport(InitReport.Status.SUCCESS, took, Optional.empty());
            case Monitor.Wait.Failed(Fault fault) ->
                new InitReport(InitReport.Status.ERROR, took, Optional.of(fault.error(requestId)));
            case Monitor.Wait.TimedOut() -> new InitReport(InitReport.Status.TIMEOUT, took, Optional.empty());
        };
    }

    private Session launch() throws IOException {
        var launched = new Environment(config, loop);
        environment = Optional.of(launched);
        if (cancelled) {
            launched.session().fail(new Fault.Closed());
        } else {
            launched.launch(sink, () -> onExit.accept(launched));
        }
        return launched.session();
    }

    /** Leads an invocation to its end, which is when the environment is ready for the next one or gone. */
    void invoke(Invocation invocation) throws IOException, InterruptedException {
        discardIfDead();
        if (environment.isEmpty() && lastInit.isEmpty()) {
            init();
        }
        log.start(invocation);
        long begun = System.nanoTime();
        Monitor.Wait wait =
                lead(invocation, new Deadline(begun + config.timeout().toNanos()));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        switch (wait) {
            case Monitor.Wait.Done() -> {}
            case Monitor.Wait.Failed(Fault.Closed()) -> {
                invocation.cancel();
                return;
            }
            case Monitor.Wait.Failed(Fault fault) -> {
                invocation.fail(fault.error(Optional.of(invocation.requestId())), InvocationReport.Status.FAILURE);
                log.fault(fault, Optional.of(invocation.requestId()));
            }
            case Monitor.Wait.TimedOut() -> {
                invocation.fail(timeout(invocation), InvocationReport.Status.TIMEOUT);
                log.timedOut(invocation);
            }
        }
        OptionalLong memory = environment.map(Environment::measureMemory).orElse(OptionalLong.empty());
        if (!(wait instanceof Monitor.Wait.Done)) {
            reset();
        }
        InvocationReport report = report(invocation, wait, took, memory);
        if (invocation.log().isPresent() && environment.isPresent()) {
            environment.get().awaitOutput();
        }
        log.end(report);
        invocation.ended().complete(report);
    }

    private Monitor.Wait lead(Invocation invocation, Deadline deadline) throws IOException, InterruptedException {
        Instant due = clock.instant().plus(deadline.remaining());
        if (initError.isPresent()) {
            invocation.fail(initError.get(), InvocationReport.Status.FAILURE);
            initError = Optional.empty();
            return new Monitor.Wait.Done();
        }
        if (environment.isEmpty()) {
            long begun = System.nanoTime();
            Monitor.Wait wait = launch().awaitInit(deadline);
            InitReport report = initReport(wait, begun, Optional.of(invocation.requestId()));
            lastInit = Optional.of(report);
            if (!report.succeeded()) {
                boolean closed = wait instanceof Monitor.Wait.Failed(Fault why) && why instanceof Fault.Closed;
                if (!closed) {
                    log.initFailed(report, true);
                }
                return wait;
            }
        }
        String qualifier =
                invocation.request().qualifier().map(name -> ":" + name).orElse("");
        Session session = environment.orElseThrow().session();
        session.dispatch(new Event(invocation, due, config.arn() + qualifier));
        return session.awaitEnd(deadline);
    }

    private PlatformError timeout(Invocation invocation) {
        return PlatformError.of(
                "Sandbox.Timedout", "RequestId: " + invocation.requestId() + " Error: " + log.timeoutMessage());
    }

    private InvocationReport report(Invocation invocation, Monitor.Wait wait, Duration took, OptionalLong memory) {
        Outcome outcome = invocation.outcome().orElseThrow();
        InvocationReport.Status status = switch (wait) {
            case Monitor.Wait.Done() -> outcome.status();
            case Monitor.Wait.Failed failed -> InvocationReport.Status.FAILURE;
            case Monitor.Wait.TimedOut() -> InvocationReport.Status.TIMEOUT;
        };
        Optional<String> errorType = switch (wait) {
            case Monitor.Wait.Done() -> outcome.errorType();
            case Monitor.Wait.Failed(Fault fault) ->
                Optional.of(fault.error(Optional.empty()).errorType());
            case Monitor.Wait.TimedOut() -> Optional.of("Sandbox.Timedout");
        };
        Optional<Duration> init = unreportedInit;
        unreportedInit = Optional.empty();
        return new InvocationReport(invocation.requestId(), status, errorType, took, init, memory);
    }

    /** The bootstrap of an environment has exited: between two invocations that is noticed here. */
    void exited(Environment which) throws InterruptedException {
        if (environment.filter(present -> present == which).isPresent()) {
            discardIfDead();
        }
    }

    /**
     * An environment that failed while nothing ran; the platform would have frozen it, and no invocation is to blame.
     */
    private void discardIfDead() throws InterruptedException {
        Optional<Fault> fault = environment.flatMap(present -> present.session().fault());
        if (fault.isPresent()) {
            log.fault(fault.get(), Optional.empty());
            reset();
        }
    }

    private void reset() throws InterruptedException {
        if (environment.isPresent()) {
            environment.get().stop();
            environment = Optional.empty();
        }
    }

    /** Ends what runs as soon as may be, and all that would follow; any thread. */
    void cancel() {
        cancelled = true;
        environment.ifPresent(present -> present.session().fail(new Fault.Closed()));
    }

    /** The ordered stop. */
    void end() throws InterruptedException {
        reset();
    }
}
