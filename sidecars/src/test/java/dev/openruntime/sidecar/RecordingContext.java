package dev.openruntime.sidecar;

import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands for the supervisor and remembers what it is told. */
public final class RecordingContext implements SidecarContext, Meters {

    public final Queue<String> deaths = new ConcurrentLinkedQueue<>();
    public final Queue<String> counted = new ConcurrentLinkedQueue<>();
    public final Queue<String> printed = new ConcurrentLinkedQueue<>();

    /** After so many lines the log stands still. */
    public volatile int takesLines = Integer.MAX_VALUE;

    /** The time that it is. */
    public volatile Clock clock = Clock.systemUTC();

    @Override
    public String name() {
        return "sidecar";
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Meters meters() {
        return this;
    }

    @Override
    public boolean print(String line) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("told to");
        }
        return printed.size() < takesLines && printed.add(line);
    }

    @Override
    public void died(String why) {
        deaths.add(why);
    }

    @Override
    public void count(String meter, long times) {
        counted.add(times == 1 ? meter : meter + " " + times);
    }

    @Override
    public void time(String meter, Duration took) {
        counted.add(meter);
    }
}
