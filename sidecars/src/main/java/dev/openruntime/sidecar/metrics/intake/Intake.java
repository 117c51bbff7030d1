package dev.openruntime.sidecar.metrics.intake;

import dev.openruntime.sidecar.metrics.series.SeriesStore;
import java.util.List;
import java.util.Optional;

/** Brings samples into the store, of totals what they have grown by. Any thread. */
public final class Intake {

    private final SeriesStore store;
    private final Growth growth; // guarded by this

    /**
     * @param mostTotals that are remembered, to know how they grow
     * @param mostBytes that they may take, more or less
     */
    public Intake(SeriesStore store, int mostTotals, long mostBytes) {
        this.store = store;
        this.growth = new Growth(mostTotals, mostBytes);
    }

    /**
     * Takes all of them.
     *
     * @return how many there was no room for; they are counted among the store's losses
     */
    public synchronized int take(List<Sample> samples) {
        int lost = 0;
        for (Sample sample : samples) {
            lost += isTaken(sample) ? 0 : 1;
        }
        return lost;
    }

    private boolean isTaken(Sample sample) {
        return switch (sample) {
            case Sample.Gauge gauge -> store.set(gauge.id(), gauge.value());
            case Sample.Step step -> store.move(step.id(), step.by());
            case Sample.Counter counter -> count(counter);
            case Sample.Histogram histogram -> observe(histogram);
        };
    }

    private boolean count(Sample.Counter counter) {
        Optional<Growth.Grown> grown = growth.of(counter);
        if (grown.isEmpty()) {
            store.losses().add(counter.id().name(), 1);
            return false;
        }
        double more = grown.get().sum();
        return more == 0 || store.count(counter.id(), more);
    }

    private boolean observe(Sample.Histogram histogram) {
        Optional<Growth.Grown> grown = growth.of(histogram);
        if (grown.isEmpty()) {
            store.losses().add(histogram.id().name(), Math.max(1, histogram.count()));
            return false;
        }
        boolean isTaken = true;
        for (Spread.Spot spot : Spread.of(grown.get().buckets(), grown.get().sum())) {
            isTaken &= store.observe(histogram.id(), spot.value(), (double) spot.times());
        }
        return isTaken;
    }
}
