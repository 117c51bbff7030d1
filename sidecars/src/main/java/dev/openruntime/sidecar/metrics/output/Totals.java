package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was sent of each series by this process, for receivers that want to be told how much there is rather than
 * how much more. Bounded: the series that is longest at rest is forgotten first, and begins anew if it comes again. One
 * thread at a time.
 */
public final class Totals {

    private static final long BYTES = 400;
    private static final long BYTES_OF_A_STEP = 120;

    private final int mostSeries;
    private final long mostBytes;
    private final Map<String, Total> sent = new LinkedHashMap<>();
    private long bytes;

    /**
     * A sum.
     *
     * @param measured all of it
     * @param since when it began at nothing
     */
    public record Total(Measured measured, Instant since) {

        private long bytes() {
            int steps = measured.value() instanceof Value.Observed observed
                    ? observed.distribution().different()
                    : 1;
            return BYTES + BYTES_OF_A_STEP * steps;
        }
    }

    /**
     * @param mostSeries of them, more than zero
     * @param mostBytes that they may take, more or less
     */
    public Totals(int mostSeries, long mostBytes) {
        this.mostSeries = mostSeries;
        this.mostBytes = mostBytes;
    }

    /** What there would be with this; changes nothing. */
    public Total with(Measured more, Period period) {
        Total before = sent.get(more.id().key());
        return before == null
                ? new Total(more, period.from())
                : new Total(new Measured(more.id(), sum(before.measured().value(), more)), before.since());
    }

    /** As much as both say; of a series that is in both, once. */
    static List<Measured> sum(List<Measured> before, List<Measured> more) {
        Map<String, Measured> all = new LinkedHashMap<>();
        before.forEach(one -> all.put(one.id().key(), one));
        for (Measured one : more) {
            all.merge(one.id().key(), one, (old, added) -> new Measured(old.id(), sum(old.value(), added)));
        }
        return new ArrayList<>(all.values());
    }

    /** What adds nothing to the total of a series, and has it told again. */
    static Measured nothingMore(Measured known) {
        return switch (known.id().kind()) {
            case COUNTER -> new Measured(known.id(), new Value.Amount(0));
            case GAUGE, SET -> known;
            case TIMER, HISTOGRAM -> new Measured(known.id(), new Value.Observed(new Distribution()));
        };
    }

    /** All series with this name. */
    public List<Measured> named(String name) {
        List<Measured> named = new ArrayList<>();
        for (Total total : sent.values()) {
            if (total.measured().id().name().equals(name)) {
                named.add(total.measured());
            }
        }
        return named;
    }

    /** It was sent. */
    public void add(List<Measured> more, Period period) {
        for (Measured measured : more) {
            String key = measured.id().key();
            Total total = with(measured, period);
            Total before = sent.remove(key);
            bytes += total.bytes() - (before == null ? 0 : before.bytes());
            sent.put(key, total);
        }
        Iterator<Total> eldest = sent.values().iterator();
        while (sent.size() > mostSeries || (bytes > mostBytes && sent.size() > 1)) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }

    private static Value sum(Value before, Measured more) {
        return switch (more.id().kind()) {
            case COUNTER ->
                new Value.Amount(before.steps().getFirst().value()
                        + more.value().steps().getFirst().value());
            case GAUGE, SET -> more.value();
            case TIMER, HISTOGRAM -> {
                Distribution all = new Distribution();
                before.steps().forEach(step -> all.add(step.value(), step.times()));
                more.value().steps().forEach(step -> all.add(step.value(), step.times()));
                yield new Value.Observed(all);
            }
        };
    }
}
