package dev.openruntime.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a conversation needs of whoever owns the worker's process. All methods may be called from any thread. */
public interface Lifeline {

    /**
     * Asks for the worker's process tree to be killed and replaced. Returns at once, and from then on {@link Workers}
     * hands out another worker; does nothing where this very process is gone already.
     *
     * @param reason for the log: why
     */
    void replace(String reason);

    /** How the process ended; waits so long at most for it to end, and is empty where it goes on running. */
    Optional<Obituary> obituary(Duration patience);

    /** Prepares a look at where the process is, in the way that it offered, and does nothing to it yet. */
    Look look(StackOffer offer);

    /** What the process printed last, oldest first. */
    List<String> lastLines();
}
