package dev.openruntime.telemetry;

import dev.openruntime.sidecar.metrics.series.Distribution;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A registry whose timers may remember their values until somebody takes them, beside their totals, so that whoever
 * sums up gets each value once. Meters may be used by any thread; one taker at a time.
 */
final class GatheringRegistry extends SimpleMeterRegistry {

    private static final double NANOS = 1e9;

    private final boolean gathers;
    private final Map<Meter.Id, Double> told = new HashMap<>();

    /** @param gathers whether values are remembered; otherwise there is nothing to take */
    GatheringRegistry(boolean gathers) {
        super(SimpleConfig.DEFAULT, Clock.SYSTEM);
        this.gathers = gathers;
    }

    /** Without the gauges of percentiles that its superclass looks for: nobody has any, and each start would pay. */
    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauses) {
        DistributionStatisticConfig merged = config.merge(defaultHistogramConfig());
        return gathers
                ? new GatheringTimer(id, clock, merged, pauses)
                : new CumulativeTimer(id, clock, merged, pauses, TimeUnit.SECONDS);
    }

    /** Gives away what was gathered. */
    void take(GatheredMeters to) {
        if (!gathers) {
            return;
        }
        for (Meter meter : getMeters()) {
            String name = meter.getId().getName();
            if (meter instanceof Counter counter) {
                double count = counter.count();
                Double before = told.put(meter.getId(), count);
                to.counted(name, meter.getId().getTags(), count - (before == null ? 0 : before));
            } else if (meter instanceof GatheringTimer timer) {
                to.timed(name, meter.getId().getTags(), timer.take());
            }
        }
    }

    private static final class GatheringTimer extends CumulativeTimer {

        private Distribution gathered = new Distribution(); // guarded by this

        GatheringTimer(Meter.Id id, Clock clock, DistributionStatisticConfig config, PauseDetector pauses) {
            super(id, clock, config, pauses, TimeUnit.SECONDS);
        }

        @Override
        protected void recordNonNegative(long amount, TimeUnit unit) {
            super.recordNonNegative(amount, unit);
            synchronized (this) {
                gathered.add(unit.toNanos(amount) / NANOS, 1);
            }
        }

        synchronized Distribution take() {
            Distribution taken = gathered;
            gathered = new Distribution();
            return taken;
        }
    }
}
