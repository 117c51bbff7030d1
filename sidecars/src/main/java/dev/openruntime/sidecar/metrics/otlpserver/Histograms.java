package dev.openruntime.sidecar.metrics.otlpserver;

import dev.openruntime.sidecar.metrics.intake.Bucket;
import java.util.ArrayList;
import java.util.List;

/**
 * Points that say how many values there were, by size.
 *
 * @param buckets without overlaps, the lowest first; empty where there is a problem
 * @param sum of all values; not a number where nobody says
 * @param problem why it means nothing; empty if it does
 */
record Histograms(List<Bucket> buckets, double sum, String problem) {

    private static final Field COUNT = new Field(4, "count");
    private static final Field SUM = new Field(5, "sum");
    private static final Field COUNTS = new Field(6, "bucketCounts");
    private static final Field BOUNDS = new Field(7, "explicitBounds");
    private static final Field SCALE = new Field(6, "scale");
    private static final Field ZEROS = new Field(7, "zeroCount");
    private static final Field POSITIVE = new Field(8, "positive");
    private static final Field NEGATIVE = new Field(9, "negative");
    private static final Field OFFSET = new Field(1, "offset");
    private static final Field OFFSET_COUNTS = new Field(2, "bucketCounts");
    private static final int MOST_BUCKETS = 4096;
    private static final int FINEST = 20;
    private static final int COARSEST = -10;

    private static Histograms none(String problem) {
        return new Histograms(List.of(), Double.NaN, problem);
    }

    private static Histograms of(List<Bucket> buckets, Message point, boolean saysSum) throws Malformed {
        long all = 0;
        for (Bucket bucket : buckets) {
            if (bucket.count() < 0 || all > Long.MAX_VALUE - bucket.count()) {
                return none("it has more values than can be counted");
            }
            all += bucket.count();
        }
        if (all != point.number(COUNT)) {
            return none("its buckets don't add up to its count");
        }
        return new Histograms(buckets, saysSum ? point.real(SUM) : Double.NaN, "");
    }

    static Histograms explicit(Message point) throws Malformed {
        double[] bounds = point.reals(BOUNDS);
        long[] counts = point.numbers(COUNTS, Message.Width.FIXED);
        if (counts.length == 0) {
            return whole(point, point.has(SUM));
        }
        if (counts.length != bounds.length + 1 || counts.length > MOST_BUCKETS) {
            return none("it has " + counts.length + " buckets and " + bounds.length + " bounds");
        }
        List<Bucket> buckets = new ArrayList<>(counts.length);
        double low = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < counts.length; i++) {
            double high = i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY;
            if (!(high > low)) {
                return none("its bounds don't rise");
            }
            buckets.add(new Bucket(low, high, counts[i]));
            low = high;
        }
        return of(buckets, point, point.has(SUM));
    }

    /** Its quantiles are of a time that nobody says; how many values there were and their sum are not. */
    static Histograms summary(Message point) throws Malformed {
        return whole(point, /* saysSum= */ true);
    }

    private static Histograms whole(Message point, boolean saysSum) throws Malformed {
        Bucket all = new Bucket(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, point.number(COUNT));
        return of(List.of(all), point, saysSum);
    }

    static Histograms exponential(Message point) throws Malformed {
        int scale = point.signed(SCALE);
        if (scale < COARSEST || scale > FINEST) {
            return none("its scale is " + scale + ", and not from " + COARSEST + " to " + FINEST);
        }
        double width = Math.scalb(1.0, -scale); // of a bucket, in powers of two
        List<Bucket> buckets = new ArrayList<>();
        for (Message negative : point.messages(NEGATIVE)) {
            long[] counts = negative.numbers(OFFSET_COUNTS, Message.Width.VARYING);
            int offset = negative.signed(OFFSET);
            for (int i = Math.min(counts.length, MOST_BUCKETS) - 1; i >= 0; i--) {
                if (counts[i] != 0) {
                    buckets.add(
                            new Bucket(-bound(offset + i + 1L, width), -bound(offset + (long) i, width), counts[i]));
                }
            }
        }
        buckets.add(new Bucket(0, 0, point.number(ZEROS)));
        for (Message positive : point.messages(POSITIVE)) {
            long[] counts = positive.numbers(OFFSET_COUNTS, Message.Width.VARYING);
            int offset = positive.signed(OFFSET);
            for (int i = 0; i < Math.min(counts.length, MOST_BUCKETS); i++) {
                if (counts[i] != 0) {
                    buckets.add(new Bucket(bound(offset + (long) i, width), bound(offset + i + 1L, width), counts[i]));
                }
            }
        }
        return of(buckets, point, point.has(SUM));
    }

    private static double bound(long index, double width) {
        return Math.clamp(Math.pow(2, index * width), Double.MIN_NORMAL, Double.MAX_VALUE);
    }
}
