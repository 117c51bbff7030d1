package dev.openruntime.supervisor;

import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.LifeSigns;
import dev.openruntime.child.LiveChild;
import dev.openruntime.child.PeriodicCheck;
import dev.openruntime.child.Spawner;
import dev.openruntime.health.Execution;
import dev.openruntime.health.Schedule;
import dev.openruntime.health.Target;
import dev.openruntime.process.ChildProcess;
import dev.openruntime.process.Command;
import dev.openruntime.process.OutputRelay;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.isolated.Launch;
import dev.openruntime.sidecar.isolated.Order;
import dev.openruntime.sidecar.isolated.Report;
import dev.openruntime.telemetry.LateMeters;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs a built-in sidecar in a process of its own, where it can hang or eat memory without harm to anybody else. */
final class IsolatedSpawner implements Spawner {

    /**
     * How often it is asked for its health, unless the configuration says how it is probed. It costs a line each way.
     */
    private static final Schedule SCHEDULE = new Schedule(Duration.ofSeconds(1), Duration.ofMillis(500), 3, 1);

    private final Command command;
    private final Launch launch;
    private final OutputRelay relay;
    private final Consumer<Report> meters;
    private final Printer printer;
    private volatile Optional<IsolatedLife> latest = Optional.empty();

    /** @param command starts {@link dev.openruntime.sidecar.isolated.Main} */
    IsolatedSpawner(Command command, Launch launch, OutputRelay relay, LateMeters meters, Printer printer) {
        this.command = command;
        this.launch = launch;
        this.relay = relay;
        this.meters = report -> record(report, meters);
        this.printer = printer;
    }

    @Override
    public LiveChild spawn(ChildSpec spec, int spawn, String cookie, LifeSigns signs) throws IOException {
        ChildProcess process = ChildProcess.start(command, cookie);
        IsolatedLife life = new IsolatedLife(spec.name(), process, signs, relay, meters, printer);
        latest = Optional.of(life);
        life.begin(launch);
        return life;
    }

    /**
     * Has it bring out what would be lost in a freeze. Blocks for as long as that takes.
     *
     * @throws SidecarException if it couldn't, or didn't answer in time
     */
    void flush(Duration within) throws SidecarException, InterruptedException {
        Report answer = ask(Order.Kind.FLUSH, within);
        if (answer.kind() != Report.Kind.FLUSHED) {
            throw new SidecarException(answer.text());
        }
    }

    /** By which one that hangs is found out: it is asked how it is. */
    PeriodicCheck liveness() {
        return new PeriodicCheck(new Target.Exec("health", HealthQuestion::new), SCHEDULE);
    }

    /** Asking it once. There is nothing to kill if it doesn't answer: that is for the lifecycle to do. */
    private final class HealthQuestion implements Execution.Run {

        @Override
        public String await(Duration timeout) throws IOException, InterruptedException {
            try {
                Report answer = ask(Order.Kind.HEALTH, timeout);
                if (answer.kind() != Report.Kind.HEALTHY) {
                    throw new IOException(answer.text());
                }
                return answer.text();
            } catch (SidecarException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public void close() {}
    }

    private Report ask(Order.Kind kind, Duration within) throws SidecarException, InterruptedException {
        Optional<IsolatedLife> life = latest;
        if (life.isEmpty()) {
            throw new SidecarException("it has not been started");
        }
        return life.get().ask(kind, within);
    }

    private void record(Report report, LateMeters registry) {
        String meter = "openruntime.sidecar." + report.text();
        registry.record(meters -> {
            if (report.kind() == Report.Kind.COUNTED) {
                meters.counter(meter, "sidecar", launch.name()).increment((double) report.number());
            } else {
                meters.timer(meter, "sidecar", launch.name()).record(Duration.ofNanos(report.number()));
            }
        });
    }
}
