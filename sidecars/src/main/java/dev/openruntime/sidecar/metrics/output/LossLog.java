package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.metrics.series.Losses;
import dev.openruntime.sidecar.metrics.series.Measured;
import java.time.Duration;
import java.util.List;

/** Tells the function's log what an output has lost, by name, and why: at once, then at most twice a minute. */
final class LossLog {

    private static final Duration BETWEEN = Duration.ofSeconds(30);

    private final String output;
    private Losses untold = new Losses();
    private String why = "";
    private Deadline next = Deadline.in(Duration.ZERO);

    LossLog(String output) {
        this.output = output;
    }

    void add(List<Measured> lost, String reason) {
        lost.forEach(one -> untold.add(one.id().name(), one.value().values()));
        why = reason;
    }

    /** What the log doesn't take is told later. */
    void tell(SidecarContext life, boolean isLast) {
        if (untold.all() == 0 || (!isLast && !next.remaining().isZero())) {
            return;
        }
        try {
            if (life.print("cannot send to " + output + ": " + untold.inWords() + ", " + why)) {
                untold = new Losses();
                next = Deadline.in(BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
