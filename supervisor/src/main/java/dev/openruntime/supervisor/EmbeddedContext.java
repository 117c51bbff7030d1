package dev.openruntime.supervisor;

import dev.openruntime.sidecar.Meters;
import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.telemetry.LateMeters;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** What a built-in sidecar gets of the supervisor for one life. */
record EmbeddedContext(String name, LateMeters registry, Printer printer, Consumer<String> onDeath)
        implements SidecarContext {

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Meters meters() {
        return new Meters() {
            @Override
            public void count(String meter, long times) {
                registry.record(meters -> meters.counter("openruntime.sidecar." + meter, "sidecar", name)
                        .increment((double) times));
            }

            @Override
            public void time(String meter, Duration took) {
                registry.record(meters -> meters.timer("openruntime.sidecar." + meter, "sidecar", name)
                        .record(took));
            }
        };
    }

    @Override
    public boolean print(String line) throws InterruptedException {
        return printer.print(name, line);
    }

    @Override
    public void died(String why) {
        onDeath.accept(why);
    }
}
