package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.metrics.series.Measured;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One flush of one output: batches in doubt first, then what is new, then batches that have failed too often to keep
 * others waiting. One use, one thread.
 */
final class Round {

    /** In doubt at the same time; what is new waits then. */
    private static final int MOST_DOUBTS = 8;

    private final Way way;
    private final SidecarContext life;
    private final Deadline by;
    private final boolean isLast;
    private final Period period;
    private final Deque<Batch> fresh = new ArrayDeque<>();
    private final List<Measured> refused = new ArrayList<>();
    private final Map<String, Measured> heldBack = new LinkedHashMap<>();
    private String why = "";
    private boolean sent;

    /** @param measured what is new */
    Round(Way way, SidecarContext life, Deadline by, boolean isLast, Period period, List<Measured> measured) {
        this.way = way;
        this.life = life;
        this.by = by;
        this.isLast = isLast;
        this.period = period;
        List<Measured> free = way.output().tellsTotals() ? separated(measured) : measured;
        if (!free.isEmpty()) {
            fresh.addAll(way.output().batches(free, period));
        }
    }

    /** What a batch in doubt will say again, news of its series are said with. */
    private List<Measured> separated(List<Measured> measured) {
        Set<String> doubtful = new TreeSet<>();
        for (Doubt doubt : way.doubts()) {
            if (doubt.isOurs()) {
                doubt.measured().forEach(one -> doubtful.add(one.id().key()));
            }
        }
        List<Measured> free = new ArrayList<>();
        for (Measured one : measured) {
            if (doubtful.contains(one.id().key())) {
                heldBack.put(one.id().key(), one);
            } else {
                free.add(one);
            }
        }
        return free;
    }

    void run() {
        List<Doubt> late = new ArrayList<>();
        boolean goesOn = true;
        for (Doubt doubt : List.copyOf(way.doubts())) {
            if (doubt.isLate()) {
                late.add(doubt);
            } else {
                goesOn = goesOn && resend(doubt);
            }
        }
        boolean mayOvertake = way.output().tellsTotals() || way.doubts().size() == late.size();
        goesOn = goesOn && mayOvertake && sendFresh();
        for (Doubt doubt : late) {
            goesOn = goesOn && resend(doubt);
        }
    }

    /** Whether to go on with others. */
    private boolean resend(Doubt doubt) {
        if (!doubt.isDue(isLast)) {
            why = doubt.why();
            return true;
        }
        boolean renews = doubt.isOurs() && way.output().tellsTotals();
        return renews ? renew(doubt) : settle(doubt, way.courier().deliver(doubt.batch(), by));
    }

    /** Sends the totals of its series as they are now, with what is new of them. */
    private boolean renew(Doubt doubt) {
        List<Measured> news = new ArrayList<>();
        List<Measured> now = new ArrayList<>();
        for (Measured one : doubt.measured()) {
            Measured more = heldBack.remove(one.id().key());
            if (more != null) {
                news.add(more);
            }
            now.add(more == null ? Totals.nothingMore(one) : more);
        }
        Batch batch = way.output().batches(now, period).getFirst(); // as many series as were one batch before
        if (way.writesAhead()) {
            way.writeAhead(doubt, batch, unsent());
        }
        Delivery delivery = way.courier().deliver(batch, by);
        switch (delivery.result()) {
            case ACCEPTED, FAILED, UNCERTAIN -> {
                doubt.replace(batch);
                adopt(batch);
            }
            case REJECTED, TOO_LARGE -> doubt.replace(batch);
            case KEPT -> news.forEach(one -> heldBack.put(one.id().key(), one));
        }
        return settle(doubt, delivery);
    }

    private boolean settle(Doubt doubt, Delivery delivery) {
        switch (delivery.result()) {
            case ACCEPTED -> way.doubts().remove(doubt);
            case REJECTED, TOO_LARGE -> drop(doubt, "batches.rejected", delivery.why());
            case FAILED, UNCERTAIN -> {
                doubt.failed(delivery, way.courier().taken());
                why = delivery.why();
                if (doubt.isHopeless(life.clock().instant())) {
                    drop(doubt, "batches.abandoned", delivery.why() + "; " + doubt.inWords());
                }
            }
            case KEPT -> why = delivery.why();
        }
        return delivery.isOfOneBatch();
    }

    private boolean sendFresh() {
        while (!fresh.isEmpty()) {
            if (way.doubts().size() >= MOST_DOUBTS) {
                why = MOST_DOUBTS + " batches are in doubt: "
                        + way.doubts().getFirst().why();
                return true;
            }
            Batch batch = fresh.removeFirst();
            if (way.writesAhead()) {
                way.writeAhead(life, batch, unsent());
            }
            Delivery delivery = way.courier().deliver(batch, by);
            switch (delivery.result()) {
                case ACCEPTED -> adopt(batch);
                case FAILED, UNCERTAIN -> {
                    Doubt doubt = Doubt.ofOurs(batch, life.clock().instant());
                    doubt.failed(delivery, way.courier().taken());
                    way.doubts().add(doubt);
                    why = delivery.why();
                    adopt(batch);
                }
                case TOO_LARGE -> split(batch, delivery.why());
                case REJECTED -> {
                    sent = true;
                    way.drop(life, batch.measured(), "batches.rejected", delivery.why());
                }
                case KEPT -> {
                    why = delivery.why();
                    refused.addAll(batch.measured());
                }
            }
            if (!delivery.isOfOneBatch()) {
                return false;
            }
        }
        return true;
    }

    private void adopt(Batch batch) {
        sent = true;
        way.output().adopted(batch, period);
    }

    private void split(Batch batch, String reason) {
        List<Measured> all = batch.measured();
        if (all.size() == 1) {
            way.drop(life, all, "batches.rejected", reason);
            return;
        }
        List<Batch> parts = new ArrayList<>(way.output().batches(all.subList(0, all.size() / 2), period));
        parts.addAll(way.output().batches(all.subList(all.size() / 2, all.size()), period));
        parts.reversed().forEach(fresh::addFirst);
    }

    private void drop(Doubt doubt, String meter, String reason) {
        way.doubts().remove(doubt);
        way.drop(life, doubt.measured(), meter, reason);
    }

    /** What is certainly not there; what was refused comes last, so that others have their turn first. */
    List<Measured> unsent() {
        List<Measured> all = new ArrayList<>(heldBack.values());
        fresh.forEach(batch -> all.addAll(batch.measured()));
        all.addAll(refused);
        return all;
    }

    /** Whether anything went out with the times of this flush. */
    boolean hasSent() {
        return sent;
    }

    /** Why something is left; empty if nothing went wrong. */
    String why() {
        return why;
    }
}
