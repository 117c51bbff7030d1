package dev.openruntime.sidecar.metrics.scrape;

import dev.openruntime.sidecar.metrics.intake.Bucket;
import dev.openruntime.sidecar.metrics.intake.Sample;
import dev.openruntime.sidecar.metrics.intake.Span;
import dev.openruntime.sidecar.metrics.series.SeriesId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A histogram or a summary, of which each line says a part. A summary is one bucket. One thread. */
final class Draft {

    private final SeriesId id;
    private final String key;
    private final TreeMap<Double, Double> upTo = new TreeMap<>();
    private double sum = Double.NaN;

    Draft(SeriesId id, String key) {
        this.id = id;
        this.key = key;
    }

    /** So many values are not greater. */
    void bucket(double bound, double values) {
        upTo.put(bound, values);
    }

    /** So many in all. */
    void count(double values) {
        upTo.put(Double.POSITIVE_INFINITY, values);
    }

    void sum(double all) {
        sum = all;
    }

    /** Empty if it says nothing that counts. */
    Optional<Sample> sample(Function<String, Span> span) throws ScrapeFailure {
        if (upTo.isEmpty()) {
            return Optional.empty();
        }
        List<Bucket> buckets = new ArrayList<>();
        double low = Double.NEGATIVE_INFINITY;
        double before = 0;
        for (Map.Entry<Double, Double> entry : upTo.entrySet()) {
            double more = entry.getValue() - before;
            if (!(more >= 0) || more > Long.MAX_VALUE / 2.0) {
                throw new ScrapeFailure("the counts of " + id.name() + " don't rise");
            }
            buckets.add(new Bucket(low, entry.getKey(), (long) more));
            low = entry.getKey();
            before = entry.getValue();
        }
        return Optional.of(new Sample.Histogram(id, span.apply(key), buckets, sum));
    }
}
