package dev.openruntime.supervisor;

import dev.openruntime.sidecar.Meters;
import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.telemetry.LateMeters;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** What a built-in sidecar gets of the supervisor for one life. */
record EmbeddedContext(String name, LateMeters registry, Consumer<String> onDeath) implements SidecarContext {

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Meters meters() {
        return new Meters() {
            @Override
            public void count(String meter) {
                registry.record(meters -> meters.counter("openruntime.sidecar." + meter, "sidecar", name)
                        .increment());
            }

            @Override
            public void time(String meter, Duration took) {
                registry.record(meters -> meters.timer("openruntime.sidecar." + meter, "sidecar", name)
                        .record(took));
            }
        };
    }

    @Override
    public void died(String why) {
        onDeath.accept(why);
    }
}
