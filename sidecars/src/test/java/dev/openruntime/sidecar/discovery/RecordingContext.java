package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.Meters;
import dev.openruntime.sidecar.SidecarContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands for the supervisor and remembers what it is told. */
final class RecordingContext implements SidecarContext, Meters {

    final Queue<String> deaths = new ConcurrentLinkedQueue<>();
    final Queue<String> counted = new ConcurrentLinkedQueue<>();

    @Override
    public String name() {
        return "discovery";
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Meters meters() {
        return this;
    }

    @Override
    public void died(String why) {
        deaths.add(why);
    }

    @Override
    public void count(String meter) {
        counted.add(meter);
    }

    @Override
    public void time(String meter, Duration took) {
        counted.add(meter);
    }
}
