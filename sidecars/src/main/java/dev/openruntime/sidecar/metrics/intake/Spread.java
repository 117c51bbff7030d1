package dev.openruntime.sidecar.metrics.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * Values for buckets, which say no more than bounds: in each bucket all at one place, as far from its lower bound as in
 * all the others, so that they add up to the sum that is said, if the bounds allow it. Values beyond the last bound
 * make up for what is missing. Pure.
 */
final class Spread {

    /** So many values there. */
    record Spot(double value, long times) {}

    private Spread() {}

    static List<Spot> of(List<Bucket> buckets, double sum) {
        long beyond = 0;
        double least = 0;
        double most = 0;
        double edge = 0;
        for (Bucket bucket : buckets) {
            if (bucket.count() > 0 && Double.isInfinite(bucket.high())) {
                beyond += bucket.count();
                edge = bucket.low();
            } else {
                least += bucket.count() * floor(bucket);
                most += bucket.count() * bucket.within(1);
            }
        }
        double middle = (least + most) / 2;
        double nearest = Double.isInfinite(edge) ? 0 : edge;
        double last = beyond == 0 || Double.isNaN(sum) ? nearest : Math.max(edge, (sum - middle) / beyond);
        double rest = Double.isNaN(sum) ? middle : sum - beyond * last;
        double part = most > least ? Math.clamp((rest - least) / (most - least), 0, 1) : 0.5;
        List<Spot> spots = new ArrayList<>();
        for (Bucket bucket : buckets) {
            if (bucket.count() > 0) {
                boolean isBeyond = Double.isInfinite(bucket.high());
                double value = isBeyond ? last : floor(bucket) + part * (bucket.within(1) - floor(bucket));
                spots.add(new Spot(value, bucket.count()));
            }
        }
        return spots;
    }

    /** What has no lower bound and may be positive hardly ever is negative. */
    private static double floor(Bucket bucket) {
        return Double.isInfinite(bucket.low()) ? Math.min(0, bucket.high()) : bucket.low();
    }
}
