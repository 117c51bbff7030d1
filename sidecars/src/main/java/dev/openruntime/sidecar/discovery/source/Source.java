package dev.openruntime.sidecar.discovery.source;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where endpoints come from. It is asked again when what it said isn't good any more and somebody wants to know, never
 * by a clock: while nobody asks it does nothing.
 *
 * <p>{@link #read} is called by one thread at a time, and may block it; {@link #close} by any.
 */
public interface Source extends AutoCloseable {

    /** How long one {@link #read} may take. */
    Duration READ_WITHIN = Duration.ofSeconds(3);

    /**
     * Asks the source.
     *
     * @param news where a source that is told of changes passes on what it knows after each, from any thread, until it
     *     is closed
     * @throws SourceFailure if it can't be asked; what it said before is kept
     */
    Reading read(Consumer<Reading> news) throws SourceFailure, InterruptedException;

    /** Gives back what it holds: connections, sockets. A read that is under way fails. */
    @Override
    void close();
}
