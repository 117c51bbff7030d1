package dev.openruntime.sidecar.metrics.emf;

import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.Value;
import java.util.List;

/**
 * One metric of one line.
 *
 * @param name mended
 * @param part what was measured, or as much of it as goes into a line
 */
record Metric(String name, Measured part) {

    private static final int BYTES_OF_A_NUMBER = 25;
    private static final int BYTES_AROUND = 80;

    /** At most a hundred values. */
    List<Distribution.Step> values() {
        return switch (part.value()) {
            case Value.Amount amount -> List.of(new Distribution.Step(amount.amount(), 1));
            case Value.Members some ->
                List.of(new Distribution.Step(some.members().size(), 1));
            case Value.Observed observed -> observed.distribution().steps();
        };
    }

    long count() {
        return part.value() instanceof Value.Observed observed
                ? observed.distribution().count()
                : 1;
    }

    /** As many bytes of a line as it may take. */
    int bytes() {
        return 4 * name.length() + part.id().unit().length() + BYTES_OF_A_NUMBER * (int) count() + BYTES_AROUND;
    }
}
