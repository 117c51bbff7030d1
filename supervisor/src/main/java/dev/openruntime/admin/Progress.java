package dev.openruntime.admin;

import java.time.Instant;

/** How far the supervisor has come. Any thread. */
final class Progress {

    /** The phases of its life. */
    enum Phase {
        INIT,
        SERVING,
        STOPPING
    }

    /** A phase and when it began. */
    record Standing(Phase phase, Instant since) {}

    private final Instant started;
    private volatile Standing standing;

    Progress(Instant started) {
        this.started = started;
        this.standing = new Standing(Phase.INIT, started);
    }

    Instant started() {
        return started;
    }

    Standing standing() {
        return standing;
    }

    /** It asks for events. Whether it does so for the first time; called by one thread alone. */
    boolean serves() {
        boolean first = standing.phase() == Phase.INIT;
        if (first) {
            standing = new Standing(Phase.SERVING, Instant.now());
        }
        return first;
    }

    /** Its end has begun. */
    void stops() {
        standing = new Standing(Phase.STOPPING, Instant.now());
    }
}
