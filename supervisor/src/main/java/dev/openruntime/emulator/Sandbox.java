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
    /** The platform's, for a restore and what the runtime does after it. */
    private static final Duration RESTORE_LIMIT = Duration.ofSeconds(10);

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
        Initialised initialised = initialise(open(), Phase.INIT, Deadline.in(config.initLimit()), Optional.empty());
        InitReport report = initialised.report();
        switch (initialised.ended()) {
            case Monitor.Wait.Done() -> unreportedInit = Optional.of(report.duration());
            case Monitor.Wait.Failed(Fault.Closed()) -> throw new CancellationException("the emulator was closed");
            case Monitor.Wait.Failed(Fault fault) -> {
                initError = report.error();
                reset(ShutdownReason.FAILURE);
                log.fault(fault, Optional.empty());
                log.initFailed(report, Phase.INIT);
            }
            case Monitor.Wait.TimedOut() -> {
                reset(ShutdownReason.TIMEOUT);
                log.initFailed(report, Phase.INIT);
            }
        }
        return report;
    }

    /** An init phase, and how it ended. */
    private record Initialised(Monitor.Wait ended, InitReport report) {}

    private Initialised initialise(Environment opened, Phase phase, Deadline deadline, Optional<String> requestId)
            throws InterruptedException {
        long begun = System.nanoTime();
        Monitor.Wait wait = opened.initialise(phase, deadline, () -> onExit.accept(opened));
        InitReport report = initReport(wait, begun, requestId);
        lastInit = Optional.of(report);
        opened.session().extensions().reports().forEach(log::extension);
        opened.events().initReport(phase, report);
        return new Initialised(wait, report);
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

    private Environment open() throws IOException {
        var opened = new Environment(config, loop, sink, clock);
        environment = Optional.of(opened);
        if (cancelled) {
            opened.session().fail(new Fault.Closed());
        }
        return opened;
    }

    /** The present life, if there is one, for who looks at its processes; any thread. */
    Optional<Environment> present() {
        return environment;
    }

    /** Leads an invocation to its end, which is when the environment is ready for the next one or gone. */
    void invoke(Invocation invocation) throws IOException, InterruptedException {
        discardIfDead();
        if (environment.isEmpty() && lastInit.isEmpty()) {
            init();
        }
        restore(Deadline.in(RESTORE_LIMIT));
        log.start(invocation);
        long begun = System.nanoTime();
        Lead lead =
                lead(invocation, begun, new Deadline(begun + config.timeout().toNanos()));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        switch (lead.ended()) {
            case Monitor.Wait.Done() -> {}
            case Monitor.Wait.Failed(Fault.Closed()) -> {
                invocation.cancel();
                return;
            }
            case Monitor.Wait.Failed(Fault fault) -> {
                Optional<String> id = Optional.of(invocation.requestId());
                invocation.fail(fault.error(id), InvocationReport.Status.FAILURE);
                log.fault(fault, id);
                events().ifPresent(events -> events.fault(fault.message(id)));
            }
            case Monitor.Wait.TimedOut() -> {
                invocation.fail(timeout(invocation), InvocationReport.Status.TIMEOUT);
                log.timedOut(invocation);
                events().ifPresent(events -> events.fault(log.timeoutMessage()));
            }
        }
        OptionalLong memory = environment.map(Environment::measureMemory).orElse(OptionalLong.empty());
        InvocationReport report = report(invocation, lead, took, memory);
        events().ifPresent(events -> events.report(invocation, report));
        switch (lead.ended()) {
            case Monitor.Wait.Done() -> {}
            case Monitor.Wait.Failed failed -> reset(ShutdownReason.FAILURE);
            case Monitor.Wait.TimedOut() -> reset(ShutdownReason.TIMEOUT);
        }
        if (invocation.log().isPresent() && environment.isPresent()) {
            environment.get().awaitOutput();
        }
        log.end(report);
        invocation.ended().complete(report);
    }

    private void restore(Deadline deadline) throws InterruptedException {
        if (environment.isPresent()) {
            environment.get().restore(deadline).ifPresent(log::restored);
        }
    }

    private Optional<PlatformEvents> events() {
        return environment.map(Environment::events);
    }

    /** How an invocation was led: how that ended, and how long extensions held its end. */
    private record Lead(Monitor.Wait ended, Optional<Duration> postRuntimeExtensions) {
        static Lead of(Monitor.Wait ended) {
            return new Lead(ended, Optional.empty());
        }
    }

    private Lead lead(Invocation invocation, long begun, Deadline deadline) throws IOException, InterruptedException {
        Instant due = clock.instant().plus(deadline.remaining());
        if (initError.isPresent()) {
            invocation.fail(initError.get(), InvocationReport.Status.FAILURE);
            initError = Optional.empty();
            return Lead.of(new Monitor.Wait.Done());
        }
        if (environment.isEmpty()) {
            Environment opened = open();
            opened.events().start(invocation);
            Initialised initialised = initialise(opened, Phase.INVOKE, deadline, Optional.of(invocation.requestId()));
            if (!initialised.report().succeeded()) {
                boolean closed =
                        initialised.ended() instanceof Monitor.Wait.Failed(Fault why) && why instanceof Fault.Closed;
                if (!closed) {
                    log.initFailed(initialised.report(), Phase.INVOKE);
                }
                return Lead.of(initialised.ended());
            }
            restore(deadline);
        } else {
            environment.get().events().start(invocation);
        }
        Optional<Fault> unrestored = environment.orElseThrow().session().fault();
        if (unrestored.isPresent()) {
            return Lead.of(new Monitor.Wait.Failed(unrestored.get()));
        }
        String qualifier =
                invocation.request().qualifier().map(name -> ":" + name).orElse("");
        return dispatch(
                environment.orElseThrow(), new Event(invocation, due, config.arn() + qualifier), begun, deadline);
    }

    private static Lead dispatch(Environment present, Event event, long begun, Deadline deadline)
            throws InterruptedException {
        Session session = present.session();
        session.dispatch(event);
        Monitor.Wait runtime = session.awaitRuntime(deadline);
        long ended = System.nanoTime();
        Verdict verdict = Verdict.of(event.invocation(), runtime);
        present.events()
                .runtimeDone(
                        event.invocation(),
                        new RuntimeDone(
                                verdict.status(),
                                verdict.errorType(),
                                begun,
                                ended,
                                session.runtime().postTimes()));
        Monitor.Wait whole = session.awaitEnd(deadline);
        return new Lead(
                whole,
                session.extensions().hasInvokeSubscriber()
                        ? Optional.of(Duration.ofNanos(System.nanoTime() - ended))
                        : Optional.empty());
    }

    private PlatformError timeout(Invocation invocation) {
        return PlatformError.of(
                "Sandbox.Timedout", "RequestId: " + invocation.requestId() + " Error: " + log.timeoutMessage());
    }

    private InvocationReport report(Invocation invocation, Lead lead, Duration took, OptionalLong memory) {
        Optional<Duration> init = unreportedInit;
        unreportedInit = Optional.empty();
        Verdict verdict = Verdict.of(invocation, lead.ended());
        return new InvocationReport(
                invocation.requestId(),
                verdict.status(),
                verdict.errorType(),
                took,
                init,
                memory,
                lead.postRuntimeExtensions());
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
            reset(ShutdownReason.FAILURE);
        }
    }

    private void reset(ShutdownReason reason) throws InterruptedException {
        if (environment.isPresent()) {
            environment.get().stop(reason);
            environment = Optional.empty();
        }
    }

    /** How long it may be idle; none where there is nothing to end. */
    Optional<Duration> mayIdle() {
        return environment.isPresent() ? config.spindown() : Optional.empty();
    }

    /** Ends an environment that nobody has needed for so long. What comes next is a cold start. */
    void spinDown() throws InterruptedException {
        reset(ShutdownReason.SPINDOWN);
        lastInit = Optional.empty();
        unreportedInit = Optional.empty();
    }

    /** Ends what runs as soon as may be, and all that would follow; any thread. */
    void cancel() {
        cancelled = true;
        environment.ifPresent(present -> present.session().fail(new Fault.Closed()));
    }

    /** The ordered stop. */
    void end() throws InterruptedException {
        reset(ShutdownReason.SPINDOWN);
    }
}
