package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.metrics.output.Deadline;
import dev.openruntime.sidecar.metrics.output.Outlet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An outlet that others don't wait for: flushed on a thread of its own, if there are several. */
final class SlowOutlet {

    private static final Duration SETTLING = Duration.ofMillis(10);

    private final Outlet outlet;
    private @Nullable Thread thread;
    private volatile String trouble = "";

    SlowOutlet(Outlet outlet) {
        this.outlet = outlet;
    }

    Outlet outlet() {
        return outlet;
    }

    /** Whether a flush has not returned yet. */
    boolean isRunning() {
        Thread earlier = thread;
        return earlier != null && earlier.isAlive();
    }

    /** Begins, unless an earlier flush has not returned yet. */
    void begin(SidecarContext life, Deadline by, boolean isLast) {
        if (!isRunning()) {
            trouble = "";
            thread = Thread.ofPlatform()
                    .daemon()
                    .name(life.name() + "-to-" + outlet.name())
                    .start(() -> flush(life, by, isLast));
        }
    }

    private void flush(SidecarContext life, Deadline by, boolean isLast) {
        try {
            outlet.flush(life, by, isLast);
        } catch (SidecarException e) {
            trouble = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            trouble = "no time left to send to " + outlet.name();
        }
    }

    /** Waits for it, and interrupts it when the time is over, or that of whoever waits. */
    void end(Deadline by, List<String> troubles) throws InterruptedException {
        Thread running = thread;
        if (running == null) {
            return;
        }
        boolean ended = false;
        try {
            ended = running.join(by.remaining().minus(by.remaining().dividedBy(8)));
        } finally {
            if (!ended) {
                running.interrupt();
            }
        }
        if (!ended && !running.join(SETTLING)) {
            troubles.add("sending to " + outlet.name() + " does not end");
        } else if (!trouble.isEmpty()) {
            troubles.add(trouble);
        }
    }
}
