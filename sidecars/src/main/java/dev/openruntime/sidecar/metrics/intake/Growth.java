package dev.openruntime.sidecar.metrics.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a total has grown since it was last heard of. A total that is less than it was, or that began at another
 * time, began anew, so all of it is growth. Bounded: what was not heard of for ten minutes makes room; where nothing
 * has been silent for so long there is no room, since a total that is forgotten would count twice. One thread at a
 * time.
 */
final class Growth {

    private static final long SILENT_NANOS = Duration.ofMinutes(10).toNanos();
    private static final long BYTES = 300;
    private static final long BYTES_OF_A_BUCKET = 40;

    private final int mostTotals;
    private final long mostBytes;
    private final Map<String, Known> known = new LinkedHashMap<>(); // the longest silent first
    private long bytes;

    private record Known(Span span, List<Bucket> buckets, double sum, long heardNanos) {

        long bytes(String key) {
            return BYTES + 2L * key.length() + BYTES_OF_A_BUCKET * buckets.size();
        }
    }

    /** What came since. */
    record Grown(List<Bucket> buckets, double sum) {}

    /**
     * @param mostTotals that are remembered
     * @param mostBytes that they may take, more or less
     */
    Growth(int mostTotals, long mostBytes) {
        this.mostTotals = mostTotals;
        this.mostBytes = mostBytes;
    }

    /** Of a sum; empty where there is no room to remember it. */
    Optional<Grown> of(Sample.Counter counter) {
        return of(counter.id().key(), counter.span(), List.of(), counter.sum());
    }

    /** Of a distribution; empty where there is no room to remember it. */
    Optional<Grown> of(Sample.Histogram histogram) {
        return of(histogram.id().key(), histogram.span(), histogram.buckets(), histogram.sum());
    }

    private Optional<Grown> of(String series, Span span, List<Bucket> buckets, double sum) {
        String key = span.source() + '\n' + series;
        Known before = known.remove(key);
        bytes -= before == null ? 0 : before.bytes(key);
        if (before != null && isToldAgain(before.span(), span)) {
            remember(key, before);
            return Optional.of(new Grown(List.of(), 0));
        }
        Known now = new Known(span, span.isTotal() ? buckets : List.of(), sum, System.nanoTime());
        if (before == null && !hasRoom(now.bytes(key))) {
            return span.isTotal() ? Optional.empty() : Optional.of(new Grown(buckets, sum));
        }
        remember(key, now);
        if (!span.isTotal()) {
            return Optional.of(new Grown(buckets, sum));
        }
        if (before == null) {
            return Optional.of(first(span, buckets, sum));
        }
        boolean isAnew = span.since() != 0
                && before.span().since() != 0
                && span.since() != before.span().since();
        return Optional.of(isAnew ? new Grown(buckets, sum) : since(before, buckets, sum));
    }

    /** A sender that had no answer sends the same once more; of totals an older one says nothing new. */
    private static boolean isToldAgain(Span before, Span now) {
        return now.at() > 0
                && now.since() == before.since()
                && (now.isTotal() ? now.at() <= before.at() : now.at() == before.at());
    }

    private void remember(String key, Known now) {
        known.put(key, now);
        bytes += now.bytes(key);
    }

    /** Of what was there before anybody was here to count it, somebody else may have counted it. */
    private static Grown first(Span span, List<Bucket> buckets, double sum) {
        return span.isNew() ? new Grown(buckets, sum) : new Grown(List.of(), 0);
    }

    private static Grown since(Known before, List<Bucket> buckets, double sum) {
        if (buckets.isEmpty()) {
            return new Grown(buckets, sum < before.sum() ? sum : sum - before.sum());
        }
        long[] counts = new long[buckets.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = buckets.get(i).count();
        }
        for (Bucket old : before.buckets()) {
            int at = indexOf(old, buckets);
            if (at >= 0) {
                counts[at] -= old.count();
            }
            if (old.count() > 0 && (at < 0 || counts[at] < 0)) {
                return new Grown(buckets, sum);
            }
        }
        List<Bucket> grown = new ArrayList<>(counts.length);
        for (int i = 0; i < counts.length; i++) {
            grown.add(new Bucket(buckets.get(i).low(), buckets.get(i).high(), counts[i]));
        }
        return new Grown(grown, sum - before.sum());
    }

    private static int indexOf(Bucket old, List<Bucket> buckets) {
        for (int i = 0; i < buckets.size(); i++) {
            if (old.isWithin(buckets.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private boolean hasRoom(long more) {
        Iterator<Map.Entry<String, Known>> eldest = known.entrySet().iterator();
        while (!fits(more)) {
            Map.@Nullable Entry<String, Known> silent = eldest.hasNext() ? eldest.next() : null;
            if (silent == null || System.nanoTime() - silent.getValue().heardNanos() < SILENT_NANOS) {
                return false;
            }
            bytes -= silent.getValue().bytes(silent.getKey());
            eldest.remove();
        }
        return true;
    }

    private boolean fits(long more) {
        return known.size() < mostTotals && bytes + more <= mostBytes;
    }
}
