package dev.openruntime.console;

import java.time.Duration;

/**
 * Counts durations in buckets of at most 0.8 % width (1 µs up to 255 µs), so that millions take as little room as one.
 */
final class Histogram {

    /** Buckets to each power of two. */
    private static final int STEPS = 128;

    private static final int STEP_BITS = 7;

    /** Durations from about 38 hours on fall into the last bucket. */
    private static final int POWERS = 30;

    private final long[] buckets = new long[STEPS * (POWERS + 2)];
    private long total;
    private long greatest;

    void add(Duration duration) {
        long micros = Math.max(0, Figures.micros(duration));
        buckets[Math.min(bucket(micros), buckets.length - 1)]++;
        greatest = Math.max(greatest, micros);
        total++;
    }

    /** The smallest duration that so many percent of all durations do not exceed; zero if there is none. */
    Duration percentile(int percent) {
        long rank = Math.max(1, (total * percent + 99) / 100);
        long seen = 0;
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            seen += buckets[bucket];
            if (seen >= rank) {
                return Duration.ofNanos(Math.min(greatest, highest(bucket)) * 1000);
            }
        }
        return Duration.ZERO;
    }

    Duration max() {
        return Duration.ofNanos(greatest * 1000);
    }

    private static int bucket(long micros) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(micros) - STEP_BITS - 1);
        return (int) Math.min(Integer.MAX_VALUE, shift * (long) STEPS + (micros >> shift));
    }

    /** The highest number of microseconds that falls into a bucket. */
    private static long highest(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        return (((long) bucket - (long) shift * STEPS + 1) << shift) - 1;
    }
}
