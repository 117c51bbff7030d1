package dev.openruntime.sidecar.metrics.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was observed, and how often. Up to {@link #MOST_EXACT} different values are kept as they are. Then those that
 * differ by less than 1 % share a bucket, which knows how many they are and their sum: so counts and sums stay exact,
 * and a bucket's mean is within 1 % of each of its values. Buckets are bounded too: beyond {@link #MOST_BUCKETS} a
 * value goes to the nearest one there is. Not thread-safe.
 *
 * <p>Not a sketch of a library: those keep no sums, so that what is sent of them would add up to another sum.
 */
public final class Distribution {

    static final int MOST_EXACT = 100;
    static final int MOST_BUCKETS = 4_096;

    /** Less than 1 %, so that rounding can't make it more. */
    private static final double LOG_WIDTH = Math.log(1.0099);

    private static final int BYTES_OF_A_VALUE = 8;

    /** Above the largest index of a double, so that positive and negative values, and zero, are in their order. */
    private static final int MIDDLE = 100_000;

    private TreeMap<Double, Long> exact = new TreeMap<>();
    private final TreeMap<Integer, Bucket> buckets = new TreeMap<>();
    private long count;

    private static final class Bucket {

        private long count;
        private double sum;

        private void add(double value, long times) {
            count += times;
            sum += value * times;
        }
    }

    /**
     * Values that count as the same one.
     *
     * @param value their mean
     * @param times how many they are
     */
    public record Step(double value, long times) {}

    /** Adds one value, so many times, more than zero. */
    public void add(double value, long times) {
        count += times;
        if (!buckets.isEmpty()) {
            addToBucket(value, times);
            return;
        }
        exact.merge(value + 0.0, times, Long::sum); // -0.0 is 0.0
        if (exact.size() > MOST_EXACT) {
            TreeMap<Double, Long> all = exact;
            exact = new TreeMap<>();
            all.forEach(this::addToBucket);
        }
    }

    /** Adds what another one has seen. */
    public void addAll(Distribution other) {
        for (Step step : other.steps()) {
            add(step.value(), step.times());
        }
    }

    private void addToBucket(double value, long times) {
        Integer index = index(value);
        Bucket bucket = buckets.get(index);
        if (bucket == null && buckets.size() >= MOST_BUCKETS) {
            bucket = nearest(index);
        } else if (bucket == null) {
            bucket = new Bucket();
            buckets.put(index, bucket);
        }
        bucket.add(value, times);
    }

    private Bucket nearest(Integer index) {
        Map.Entry<Integer, Bucket> below = buckets.floorEntry(index);
        Map.Entry<Integer, Bucket> above = buckets.ceilingEntry(index);
        if (below == null || above == null) {
            return below == null ? buckets.firstEntry().getValue() : below.getValue();
        }
        return index - below.getKey() <= above.getKey() - index ? below.getValue() : above.getValue();
    }

    private static int index(double value) {
        if (value == 0) {
            return 0;
        }
        int size = MIDDLE + (int) Math.floor(Math.log(Math.abs(value)) / LOG_WIDTH);
        return value > 0 ? size : -size;
    }

    /** How many values. */
    public long count() {
        return count;
    }

    /** All of them together. */
    public double sum() {
        double sum = 0;
        for (Step step : steps()) {
            sum += step.value() * step.times();
        }
        return sum;
    }

    /**
     * The value that so large a part of all is not greater than, by the nearest rank.
     *
     * @param part from 0 to 1
     * @throws IllegalStateException if there is none
     */
    public double quantile(double part) {
        long rank = Math.max(1, (long) Math.ceil(part * count));
        for (Step step : steps()) {
            rank -= step.times();
            if (rank <= 0) {
                return step.value();
            }
        }
        throw new IllegalStateException("internal error: nothing was observed");
    }

    /** All values, the smallest first. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>(exact.size() + buckets.size());
        for (Map.Entry<Double, Long> entry : exact.entrySet()) {
            steps.add(new Step(entry.getKey(), entry.getValue()));
        }
        for (Bucket bucket : buckets.values()) {
            steps.add(new Step(bucket.sum / bucket.count, bucket.count));
        }
        return steps;
    }

    /** How many steps there are. */
    public int different() {
        return exact.size() + buckets.size();
    }

    /** What it takes in memory, more or less, and will take when it is sent. */
    long bytes() {
        return 80 + 88 * exact.size() + 120 * buckets.size() + BYTES_OF_A_VALUE * count;
    }
}
