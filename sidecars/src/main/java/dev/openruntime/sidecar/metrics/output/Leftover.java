package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.metrics.series.Measured;
import java.util.List;

/**
 * What an output has not got rid of.
 *
 * @param uncertain of which nobody knows whether they are there, the eldest first
 * @param unsent what is not there
 */
record Leftover(List<Batch> uncertain, List<Measured> unsent) {

    boolean isEmpty() {
        return uncertain.isEmpty() && unsent.isEmpty();
    }
}
