package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One output and what it has not got rid of: series that are certainly not there, which are summed up with what comes
 * later, and batches of which nobody knows, which are sent again as they are before anything else. Both are also in the
 * spool from the first failure on, until all is sent. One flush at a time; the words may be asked for by any thread.
 */
public final class Outlet {

    private final Output output;
    private final SeriesStore pending;
    private final SpoolSettings spoolSettings;
    private final String spoolKey;
    private final Deque<Batch> uncertain = new ArrayDeque<>();
    private final Patience patience = new Patience();
    private @Nullable Spool spool;
    private @Nullable Instant from;
    private boolean begun;
    private volatile String rejected = "";
    private volatile String last = "never";

    /**
     * @param pending where what was measured waits for it
     * @param spoolKey what the spool's files begin with
     */
    public Outlet(Output output, SeriesStore pending, SpoolSettings spoolSettings, String spoolKey) {
        this.output = output;
        this.pending = pending;
        this.spoolSettings = spoolSettings;
        this.spoolKey = spoolKey;
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
        if (!begun && Files.exists(spoolSettings.directory())) {
            try {
                Leftover left = spool(life).adopt();
                uncertain.addAll(left.uncertain());
                pending.giveBack(left.unsent());
            } catch (IOException damaged) {
                life.meters().count("spool.damaged");
            }
        }
        if (!begun) {
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
        count(life, "values.dropped", pending.losses().news());
        if (uncertain.isEmpty() && pending.size() == 0) {
            return;
        }
        Delivery end = patience.isExhausted(isLast) ? sendUncertain(life, by) : Delivery.kept(patience.why());
        if (end.result() == Delivery.Result.ACCEPTED) {
            end = sendPending(life, by);
        }
        boolean interrupted = Thread.interrupted(); // files must be written to their end
        if (end.result() != Delivery.Result.ACCEPTED) {
            keep(life);
        } else if (spool != null) {
            spool.clear();
        }
        count(life, "values.dropped", pending.losses().news());
        last = life.clock().instant() + (end.why().isEmpty() ? "" : " (" + end.why() + ")");
        if (interrupted) {
            throw new InterruptedException("no time left to send to " + name());
        }
        if (end.result() != Delivery.Result.ACCEPTED) {
            throw new SidecarException(
                    "cannot send all to " + name() + ": " + end.why() + "; what is left is kept for the next flush");
        }
    }

    /** Keeps all there is for the next process, if there is one, without sending any of it. */
    public void keep(SidecarContext life) {
        if (uncertain.isEmpty() && pending.size() == 0) {
            return;
        }
        List<Measured> unsent = pending.take();
        pending.giveBack(unsent);
        if (!spool(life).save(new Leftover(List.copyOf(uncertain), unsent)) && spoolSettings.mostBytes() > 0) {
            life.meters().count("spool.failed");
        }
    }

    private Delivery sendUncertain(SidecarContext life, Deadline by) {
        while (!uncertain.isEmpty()) {
            Delivery delivery = deliver(uncertain.getFirst(), by);
            if (delivery.result() == Delivery.Result.REJECTED) {
                drop(life, uncertain.getFirst(), delivery.why());
            } else if (delivery.result() != Delivery.Result.ACCEPTED) {
                return delivery;
            }
            uncertain.removeFirst();
        }
        return Delivery.accepted();
    }

    private Delivery sendPending(SidecarContext life, Deadline by) {
        List<Measured> measured = pending.take();
        if (measured.isEmpty()) {
            return Delivery.accepted();
        }
        Period period = period(life);
        List<Batch> batches = output.batches(measured, period);
        Delivery end = Delivery.accepted();
        int sent = 0;
        while (sent < batches.size() && end.result() == Delivery.Result.ACCEPTED) {
            writeAhead(batches, sent);
            Batch batch = batches.get(sent);
            end = deliver(batch, by);
            switch (end.result()) {
                case ACCEPTED -> output.adopted(batch, period);
                case UNCERTAIN -> {
                    uncertain.add(batch);
                    output.adopted(batch, period);
                }
                case REJECTED -> {
                    drop(life, batch, end.why());
                    end = Delivery.accepted();
                }
                case KEPT -> sent--;
            }
            sent++;
        }
        from = sent > 0 ? period.until() : period.from();
        pending.giveBack(measuredOf(batches.subList(sent, batches.size())));
        return end;
    }

    /** It ends later than it begins, however coarse the clock is: a receiver may tell batches by that. */
    private Period period(SidecarContext life) {
        Instant now = life.clock().instant();
        Instant begin = from == null ? now : from;
        return new Period(begin, now.isAfter(begin) ? now : begin.plusNanos(1));
    }

    private Delivery deliver(Batch batch, Deadline by) {
        if (Thread.currentThread().isInterrupted() || by.remaining().isZero()) {
            return Delivery.kept("no time was left");
        }
        Delivery delivery = output.deliver(batch, by.remaining());
        if (output.mayTakeTime()) {
            patience.after(delivery);
        }
        return delivery;
    }

    /** Where the spool says that something is to be sent, it must not say so any more when it was. */
    private void writeAhead(List<Batch> batches, int next) {
        if (spool != null && spool.isHolding()) {
            List<Batch> now = output.isRepeatable() ? List.of(batches.get(next)) : List.of();
            boolean _ = spool.save(new Leftover(now, measuredOf(batches.subList(next + 1, batches.size()))));
        }
    }

    private void drop(SidecarContext life, Batch batch, String why) {
        batch.measured()
                .forEach(lost ->
                        pending.losses().add(lost.id().name(), lost.value().values()));
        life.meters().count("batches.rejected");
        rejected = ", rejected: " + why;
    }

    private Spool spool(SidecarContext life) {
        Spool kept =
                spool == null ? new Spool(spoolSettings, spoolKey + "-" + life.name() + "-" + output.name()) : spool;
        spool = kept;
        return kept;
    }

    private static List<Measured> measuredOf(List<Batch> batches) {
        List<Measured> all = new ArrayList<>();
        batches.forEach(batch -> all.addAll(batch.measured()));
        return all;
    }

    private static void count(SidecarContext life, String what, long times) {
        if (times > 0) {
            life.meters().count(what, times);
        }
    }

    /** For a person. */
    public String inWords() {
        String losses = pending.losses().inWords();
        return pending.size() + " series for " + name() + ", last flush " + last + rejected
                + (losses.isEmpty() ? "" : ", " + losses);
    }
}
