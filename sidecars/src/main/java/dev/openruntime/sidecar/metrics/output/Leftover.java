package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.metrics.series.Measured;
import java.time.Instant;
import java.util.List;

/**
 * What an output has not got rid of.
 *
 * @param doubtful of which nobody knows whether they are there, the eldest first
 * @param unsent what is not there
 */
record Leftover(List<Doubtful> doubtful, List<Measured> unsent) {

    /**
     * A batch of which nobody knows.
     *
     * @param since when it was first sent
     * @param failures how often it was sent in vain since
     */
    record Doubtful(Batch batch, Instant since, int failures) {

        /** Another batch, which says as much and more. */
        Doubtful with(Batch later) {
            List<Measured> all = Totals.sum(batch.measured(), later.measured());
            return new Doubtful(new Batch(later.target(), later.bytes(), all), since, failures);
        }
    }

    boolean isEmpty() {
        return doubtful.isEmpty() && unsent.isEmpty();
    }
}
