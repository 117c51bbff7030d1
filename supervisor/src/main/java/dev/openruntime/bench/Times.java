package dev.openruntime.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Durations that were measured, all of them. Immutable. */
public final class Times {

    private final long[] sorted;

    private Times(long[] nanos) {
        sorted = nanos;
        Arrays.sort(sorted);
    }

    public static Times of(Collection<Duration> durations) {
        return new Times(durations.stream().mapToLong(Duration::toNanos).toArray());
    }

    /** All durations of several. */
    public static Times all(Collection<Times> parts) {
        return new Times(
                parts.stream().flatMapToLong(part -> Arrays.stream(part.sorted)).toArray());
    }

    public int count() {
        return sorted.length;
    }

    /** The smallest duration that so many percent of all do not exceed; zero if there is none. */
    public Duration percentile(int percent) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int rank = Math.max(1, Math.ceilDiv(sorted.length * percent, 100));
        return Duration.ofNanos(sorted[rank - 1]);
    }

    public Duration min() {
        return percentile(0);
    }

    public Duration median() {
        return percentile(50);
    }

    public Duration max() {
        return percentile(100);
    }

    /** Each duration, the shortest first. */
    public List<Duration> sorted() {
        return Arrays.stream(sorted).mapToObj(Duration::ofNanos).toList();
    }
}
