package dev.openruntime.supervisor;

import dev.openruntime.admin.Admin;
import dev.openruntime.child.NotReady;
import dev.openruntime.config.Configuration;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.lambda.LambdaClient;
import dev.openruntime.lambda.RuntimeApi;
import dev.openruntime.loop.Events;
import dev.openruntime.loop.InvocationLoop;
import dev.openruntime.loop.SourceFailure;
import dev.openruntime.pipeline.FlushPhase;
import dev.openruntime.telemetry.LateMeters;
import dev.openruntime.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the process, phase by phase: read the configuration, spawn the children, and only then, while they boot,
 * set up everything else; wait for those that are needed; invoke until the platform says stop.
 *
 * <p>Runs on {@code main}, which becomes the invocation's thread.
 */
final class Supervisor {

    private static final Duration LONG_INIT = Duration.ofSeconds(1);

    private final Configuration configuration;
    private final Household household;
    private final Platform platform;
    private final Shutdown shutdown;
    private final LateMeters meters;
    private final InvocationUnderWay underWay = new InvocationUnderWay();
    private final Optional<StartReport> report;

    private Supervisor(Configuration configuration, Platform platform, boolean timed) {
        this.configuration = configuration;
        this.platform = platform;
        boolean isCollected = BuiltInSidecars.collector(configuration).isPresent();
        this.meters = isCollected ? LateMeters.gathering() : new LateMeters();
        this.report = timed ? Optional.of(new StartReport()) : Optional.empty();
        ShutdownBudget budget = platform.shutdownBudget(configuration.shutdown());
        this.household = Wiring.household(configuration, platform, budget, meters, underWay);
        this.shutdown = new Shutdown(household, platform.bootstrap(), budget);
    }

    /** Never returns: the process ends with one of {@link ExitStatus}. */
    static void run(Map<String, String> environment, RunOptions options) {
        Instant mainEntered = Instant.now();
        Platform platform = new Platform(environment);
        Configuration configuration = new StartUp(platform).configuration(options.configuration(), options.wrapped());
        Instant configured = Instant.now();
        new Supervisor(configuration, platform, options.timed()).live(mainEntered, configured);
    }

    private void live(Instant mainEntered, Instant configured) {
        shutdown.arm();
        Instant wired = Instant.now();
        household.spawnFirst();
        Instant spawned = Instant.now();
        Telemetry telemetry = Telemetry.start(platform.environment(), meters, report.map(StartReport::timeline));
        shutdown.observe(telemetry);
        telemetry.started(telemetry.isTimed() ? Platform.launched() : Optional.empty(), mainEntered);
        telemetry.phase("configured", configured);
        telemetry.phase("wired", wired);
        telemetry.phase("spawned", spawned);
        Admin admin = household.admin(configuration.admin(), platform, meters, mainEntered);
        telemetry.tell(admin);
        shutdown.announceTo(admin);
        household.listen(telemetry, admin);
        household.serveRuntime(platform);
        Instant observed = Instant.now();
        telemetry.phase("observed", observed);
        LambdaClient client = platform.client();
        ShutdownExtension.register(client.extensions(), configuration);
        telemetry.phase("registered", Instant.now());
        RuntimeApi runtime = client.runtime();
        try {
            List<NotReady> missing = awaitReady(mainEntered, admin);
            if (!missing.isEmpty()) {
                telemetry.phase("failed", Instant.now());
                failInit(runtime, missing, mainEntered);
            }
            Instant ready = Instant.now();
            telemetry.phase("ready", ready);
            meters.initPhase("spawned", Duration.between(mainEntered, observed));
            meters.initPhase("ready", Duration.between(mainEntered, ready));
            invoke(runtime, telemetry);
        } catch (SourceFailure e) {
            log().error("{}", e.getMessage());
            shutdown.begin(ExitStatus.SOURCE_FAILED);
        } catch (InterruptedException | RuntimeException e) {
            log().error("internal error", e);
            shutdown.begin(ExitStatus.INTERNAL);
        }
    }

    /** Returns only by the failure of the source. */
    private void invoke(RuntimeApi runtime, Telemetry telemetry) throws SourceFailure {
        LoopWiring wiring = new LoopWiring(configuration, platform, household);
        FlushPhase flushes = wiring.flushes();
        Events events = platform.keepsSnapshots() ? new RestoredEvents(runtime, household.runtime()) : runtime;
        InvocationLoop loop = wiring.loop(underWay.seenAt(events), runtime, flushes, telemetry);
        shutdown.drain(loop, flushes);
        report.ifPresent(telemetry::tell);
        loop.run();
    }

    /** Where init takes long, somebody may want to see why. */
    private List<NotReady> awaitReady(Instant mainEntered, Admin admin) throws InterruptedException {
        Duration left = leftOfInit(mainEntered);
        boolean patient = left.compareTo(LONG_INIT) > 0;
        List<NotReady> missing = household.awaitReady(patient ? LONG_INIT : left);
        if (patient && !missing.isEmpty() && missing.stream().noneMatch(NotReady::hopeless)) {
            admin.open();
            return household.awaitReady(leftOfInit(mainEntered));
        }
        return missing;
    }

    /** The platform counts from before this process began, so every moment that has passed counts. */
    private Duration leftOfInit(Instant mainEntered) {
        return configuration.init().within().minus(Duration.between(mainEntered, Instant.now()));
    }

    private void failInit(RuntimeApi runtime, List<NotReady> missing, Instant mainEntered) throws SourceFailure {
        if (shutdown.hasBegun()) {
            shutdown.begin(ExitStatus.STOPPED);
        }
        InitFailure failure =
                household.initFailure(mainEntered, configuration.init().within());
        List<String> timeline = failure.timeline();
        Outcome.FunctionError error = failure.error(missing);
        log().error("init failed: {}", error.body().text());
        log().error("init, child by child:\n{}", String.join("\n", timeline));
        report.ifPresent(StartReport::print);
        runtime.postInitError(error);
        shutdown.begin(ExitStatus.INIT_FAILED);
    }

    /** No logger of the class: it is loaded before the first child is spawned, logging is not. */
    private static Logger log() {
        return LoggerFactory.getLogger(Supervisor.class);
    }
}
