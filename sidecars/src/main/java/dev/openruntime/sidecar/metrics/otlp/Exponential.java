package dev.openruntime.sidecar.metrics.otlp;

import dev.openruntime.sidecar.metrics.series.Distribution;
import java.util.List;

/**
 * A distribution in buckets whose bounds are powers of a base, which fits as many as {@link #MOST_BUCKETS}: a base of
 * 1.02, so that a bucket's middle is within 1 % of its values, or the square of it, and so on. Counts are exact. Pure.
 */
final class Exponential {

    static final int MOST_BUCKETS = 160;
    private static final int FINEST = 5;
    private static final int COARSEST = -10;
    private static final double ROUNDING = 1e-12;

    private final List<Distribution.Step> steps;
    private final int scale;

    private Exponential(List<Distribution.Step> steps, int scale) {
        this.steps = steps;
        this.scale = scale;
    }

    static Exponential of(List<Distribution.Step> steps) {
        int scale = FINEST;
        while (scale > COARSEST && !fits(steps, scale)) {
            scale--;
        }
        return new Exponential(steps, scale);
    }

    private static boolean fits(List<Distribution.Step> steps, int scale) {
        return span(steps, scale, 1)[1] <= MOST_BUCKETS && span(steps, scale, -1)[1] <= MOST_BUCKETS;
    }

    /** The first index of the values with that sign, and how many buckets there are from it on. */
    private static int[] span(List<Distribution.Step> steps, int scale, int sign) {
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (Distribution.Step step : steps) {
            if (step.value() * sign > 0) {
                int index = index(step.value() * sign, scale);
                least = Math.min(least, index);
                most = Math.max(most, index);
            }
        }
        return most == Integer.MIN_VALUE ? new int[] {0, 0} : new int[] {least, most - least + 1};
    }

    /** The bucket i has the values above {@code base^i}, up to {@code base^(i+1)}. */
    private static int index(double value, int scale) {
        double exact = Math.log(value) / Math.log(2) * Math.scalb(1.0, scale);
        return (int) Math.ceil(exact - ROUNDING) - 1;
    }

    /** Writes the fields of a point that tell it. */
    void writeTo(Proto point) {
        long zeros = 0;
        for (Distribution.Step step : steps) {
            zeros += step.value() == 0 ? step.times() : 0;
        }
        point.signed(6, scale).fixed(7, zeros);
        writeBuckets(point, 8, 1);
        writeBuckets(point, 9, -1);
    }

    private void writeBuckets(Proto point, int field, int sign) {
        int[] span = span(steps, scale, sign);
        if (span[1] == 0) {
            return;
        }
        long[] counts = new long[span[1]];
        for (Distribution.Step step : steps) {
            if (step.value() * sign > 0) {
                counts[index(step.value() * sign, scale) - span[0]] += step.times();
            }
        }
        point.message(field, new Proto().signed(1, span[0]).numbers(2, counts));
    }
}
