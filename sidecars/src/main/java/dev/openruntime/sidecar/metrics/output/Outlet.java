package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One output and what it has not got rid of: series that are certainly not there, which are summed up with what comes
 * later, and batches of which nobody knows. Both are also in the spool from the first failure on, until all is sent.
 * One flush at a time; the words may be asked for by any thread.
 */
public final class Outlet {

    private final Output output;
    private final SeriesStore pending;
    private final Way way;
    private @Nullable Instant from;
    private boolean begun;
    private volatile String last = "never";

    /**
     * @param pending where what was measured waits for it
     * @param spoolKey what the spool's files begin with
     */
    public Outlet(Output output, SeriesStore pending, SpoolSettings spoolSettings, String spoolKey) {
        this.output = output;
        this.pending = pending;
        this.way = new Way(output, spoolSettings, spoolKey, pending.losses());
    }

    /** The key under {@code to}. */
    public String name() {
        return output.name();
    }

    /** Whether others must not wait for it. */
    public boolean mayTakeTime() {
        return output.mayTakeTime();
    }

    /** Adds what was measured since. */
    public void add(List<Measured> measured) {
        pending.addAll(measured);
    }

    /** A life begins; before the first, what an earlier process left behind is taken over. */
    public void begin(SidecarContext life) {
        output.begin(life);
        if (!begun) {
            pending.giveBack(way.adopt(life));
            from = life.clock().instant();
        }
        begun = true;
    }

    /**
     * Sends all there is.
     *
     * @param isLast whether there may be no other time, so that one that failed lately is asked again
     * @throws SidecarException if something is left; it is kept
     * @throws InterruptedException if the time was over; nothing is lost either
     */
    public void flush(SidecarContext life, Deadline by, boolean isLast) throws SidecarException, InterruptedException {
        countDropped(life);
        if (isEmpty()) {
            way.tellLosses(life, isLast);
            return;
        }
        boolean isLeft = true;
        String why = "";
        if (way.courier().mayGo(isLast)) {
            Period period = period(life);
            Round round = new Round(way, life, by, isLast, period, pending.take());
            round.run();
            List<Measured> unsent = round.unsent();
            pending.giveBack(unsent);
            isLeft = !unsent.isEmpty() || !way.doubts().isEmpty();
            from = round.hasSent() ? period.until() : period.from();
            why = round.why();
        } else {
            why = way.courier().why();
        }
        end(life, isLeft, isLast);
        last = life.clock().instant() + (why.isEmpty() ? "" : " (" + why + ")");
        if (Thread.interrupted()) {
            throw new InterruptedException("no time left to send to " + name());
        }
        if (isLeft) {
            throw new SidecarException(
                    "cannot send all to " + name() + ": " + why + "; what is left is kept for the next flush");
        }
    }

    private void end(SidecarContext life, boolean isLeft, boolean isLast) {
        boolean interrupted = Thread.interrupted(); // files must be written to their end
        if (isLeft) {
            keep(life);
        } else {
            way.clear();
        }
        countDropped(life);
        if (interrupted) {
            Thread.currentThread().interrupt();
        } else {
            way.tellLosses(life, isLast);
        }
    }

    private boolean isEmpty() {
        return way.doubts().isEmpty() && pending.size() == 0;
    }

    /** Keeps all there is for the next process, if there is one, without sending any of it. */
    public void keep(SidecarContext life) {
        if (isEmpty()) {
            return;
        }
        List<Measured> unsent = pending.take();
        pending.giveBack(unsent);
        way.keep(life, unsent);
    }

    /** It ends later than it begins, however coarse the clock is: a receiver may tell batches by that. */
    private Period period(SidecarContext life) {
        Instant now = life.clock().instant();
        Instant begin = from == null ? now : from;
        return new Period(begin, now.isAfter(begin) ? now : begin.plusNanos(1));
    }

    private void countDropped(SidecarContext life) {
        long news = pending.losses().news();
        if (news > 0) {
            life.meters().count("values.dropped", news);
        }
    }

    /** For a person. */
    public String inWords() {
        String losses = pending.losses().inWords();
        return pending.size() + " series for " + name() + ", last flush " + last + way.inWords()
                + (losses.isEmpty() ? "" : ", " + losses);
    }
}
