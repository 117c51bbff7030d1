package dev.openruntime.sidecar.metrics.intake;

import dev.openruntime.sidecar.metrics.series.SeriesId;
import java.util.List;

/** What a sender says of one series. */
public sealed interface Sample {

    /** Which series it is of. */
    SeriesId id();

    /** It stands at this. */
    record Gauge(SeriesId id, double value) implements Sample {}

    /** It stands higher, or lower, by this. */
    record Step(SeriesId id, double by) implements Sample {}

    /**
     * A sum that only rises.
     *
     * @param span what of
     * @param sum not negative
     */
    record Counter(SeriesId id, Span span, double sum) implements Sample {}

    /**
     * Values, by size.
     *
     * @param buckets that don't overlap, the lowest first; all values are in one of them
     * @param sum of all values; not a number where nobody says
     */
    record Histogram(SeriesId id, Span span, List<Bucket> buckets, double sum) implements Sample {

        public Histogram {
            buckets = List.copyOf(buckets);
        }

        long count() {
            long count = 0;
            for (Bucket bucket : buckets) {
                count += bucket.count();
            }
            return count;
        }
    }
}
