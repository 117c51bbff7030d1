package dev.openruntime.sidecar.metrics.series;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All series that were measured since the last {@link #take}, and where gauges stand, for those that are moved up and
 * down. Bounded: a value for which there is no room is left out and counted by its name. Gauges at rest make room
 * first, the one that was longest at rest before others; one that is moved later starts from zero again. Whoever adds
 * something is told whether there was room for it.
 *
 * <p>Any thread; no call takes long, as a value is a look into a map.
 */
public final class SeriesStore {

    private final int mostSeries;
    private final long mostBytes;
    private final Losses losses = new Losses();
    private Map<String, Series> active = new LinkedHashMap<>(); // guarded by this
    private final Map<String, Series> resting = new LinkedHashMap<>(); // guarded by this; gauges only
    private long bytes; // guarded by this

    /**
     * @param mostSeries of them at a time, more than zero
     * @param mostBytes that they may take, more or less
     */
    public SeriesStore(int mostSeries, long mostBytes) {
        this.mostSeries = mostSeries;
        this.mostBytes = mostBytes;
    }

    /** Adds to a counter. */
    public synchronized boolean count(SeriesId id, double amount) {
        return change(id, 1, series -> series.amount += amount);
    }

    /** Sets a gauge. */
    public synchronized boolean set(SeriesId id, double amount) {
        return change(id, 1, series -> series.amount = amount);
    }

    /** Moves a gauge up, or down; one that was never set stands at zero. */
    public synchronized boolean move(SeriesId id, double by) {
        return change(id, 1, series -> series.amount += by);
    }

    /**
     * Adds a value to a timer or a histogram.
     *
     * @param times how many values it stands for; of a broken number, what is less than one is kept for the next value
     */
    public synchronized boolean observe(SeriesId id, double value, double times) {
        return change(id, Math.max(1, Math.round(times)), series -> series.observe(value, times));
    }

    /** Adds one to a set. */
    public synchronized boolean member(SeriesId id, String member) {
        return change(id, 1, series -> series.addMember(member));
    }

    /** Takes out what was measured since the last time, in the order in which the series began. */
    public synchronized List<Measured> take() {
        List<Measured> measured = new ArrayList<>(active.size());
        Map<String, Series> taken = active;
        active = new LinkedHashMap<>();
        bytes = 0;
        for (Series series : taken.values()) {
            if (series.isMeasured()) {
                measured.add(series.measured());
            }
            if (series.isKept()) {
                resting.put(series.id.key(), series);
            }
        }
        for (Series series : resting.values()) {
            bytes += series.bytes();
        }
        return measured;
    }

    /** Puts back what could not be sent, as if it had never been taken out. A gauge that was set since stays so. */
    public synchronized void giveBack(List<Measured> unsent) {
        for (Measured measured : unsent) {
            SeriesId id = measured.id();
            boolean isSetSince = active.containsKey(id.key()) && id.kind() == Kind.GAUGE;
            if (!isSetSince) {
                change(id, measured.value().values(), series -> series.merge(measured.value()));
            }
        }
    }

    /** Adds what was taken out of another store, later than what is here. */
    public synchronized void addAll(List<Measured> later) {
        for (Measured measured : later) {
            change(measured.id(), measured.value().values(), series -> series.merge(measured.value()));
        }
    }

    /** How many series there are to be sent. */
    public synchronized int size() {
        return active.size();
    }

    /** What was left out. */
    public Losses losses() {
        return losses;
    }

    private boolean change(SeriesId id, long values, Series.Change change) {
        Series series = active.get(id.key());
        if (series == null) {
            series = begin(id);
        }
        if (series == null || (series.mayGrow() && !hasRoom(0))) {
            losses.add(id.name(), values);
            return false;
        }
        bytes -= series.bytes();
        change.to(series);
        bytes += series.bytes();
        return true;
    }

    private @Nullable Series begin(SeriesId id) {
        Series rested = resting.remove(id.key());
        Series series = rested == null ? new Series(id) : rested;
        bytes -= rested == null ? 0 : rested.bytes();
        evictFor(series);
        if (!fits(series)) {
            return null;
        }
        active.put(id.key(), series);
        bytes += series.bytes();
        return series;
    }

    private void evictFor(Series series) {
        Iterator<Series> eldest = resting.values().iterator();
        while (eldest.hasNext() && !fits(series)) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }

    private boolean fits(Series another) {
        return hasRoom(another.bytes()) && active.size() + resting.size() < mostSeries;
    }

    private boolean hasRoom(long more) {
        return bytes + more <= mostBytes;
    }
}
