package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.metrics.series.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A batch of which nobody knows whether it is there. It is sent again until somebody knows, at longer and longer
 * intervals. It is given up when the receiver has failed with it time and again while it took others, or when it has
 * done so for an hour. One thread at a time.
 */
final class Doubt {

    /** After so many failures later batches needn't wait for it any more. */
    private static final int OF_THE_RECEIVER = 3;

    private static final int MOST = 10;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final boolean ours;
    private final Instant since;
    private final Patience patience = new Patience();
    private Batch batch;
    private int failures;
    private int failuresOfItsOwn;
    private long taken;

    private Doubt(Batch batch, Instant since, int failures, boolean ours) {
        this.batch = batch;
        this.since = since;
        this.failures = failures;
        this.ours = ours;
    }

    /** Of a batch that this process has just made. */
    static Doubt ofOurs(Batch batch, Instant now) {
        return new Doubt(batch, now, 0, /* ours= */ true);
    }

    /** Of a batch that another process has left behind. */
    static Doubt adopted(Leftover.Doubtful left) {
        return new Doubt(left.batch(), left.since(), left.failures(), /* ours= */ false);
    }

    Leftover.Doubtful left() {
        return new Leftover.Doubtful(batch, since, failures);
    }

    /** Whether this process has made it, so that it knows what its totals were. */
    boolean isOurs() {
        return ours;
    }

    Batch batch() {
        return batch;
    }

    /** Whether it fails so often that later ones go first. */
    boolean isLate() {
        return failures >= OF_THE_RECEIVER;
    }

    boolean isDue(boolean isLast) {
        return patience.isExhausted(isLast);
    }

    /** Another batch stands for it, which says as much and more. */
    void replace(Batch later) {
        batch = left().with(later).batch();
    }

    /** @param takenByNow how many batches the receiver has taken */
    void failed(Delivery delivery, long takenByNow) {
        failures++;
        failuresOfItsOwn += takenByNow > taken ? 1 : 0;
        taken = takenByNow;
        patience.after(delivery);
    }

    /** Whether it makes no sense to send it again. */
    boolean isHopeless(Instant now) {
        return failuresOfItsOwn >= MOST || (failures >= MOST && now.isAfter(since.plus(LONGEST)));
    }

    /** What went wrong last. */
    String why() {
        return patience.why();
    }

    /** For a person: how it was tried. */
    String inWords() {
        return "given up after " + failures + " attempts since " + since;
    }

    List<Measured> measured() {
        return batch.measured();
    }
}
