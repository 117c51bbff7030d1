package dev.openruntime.sidecar;

import java.time.Duration;
import java.util.Map;

/**
 * A built-in sidecar: made once from its settings, asked for its environment, then started and stopped, and started
 * again where it is restarted.
 *
 * <p>Threads: {@link #environment()}, {@link #start}, {@link #flush} and {@link #stop} are called one after the other,
 * never two at once, each from whatever thread the supervisor likes; {@link #health()} may be called by any thread at
 * any time. A call that takes time blocks its caller, so none of them is ever made from an event loop or under a lock.
 * Where a time is given, the supervisor interrupts the calling thread when it is over and then counts the call as
 * failed; a sidecar that blocks must answer an interrupt.
 */
public interface Sidecar {

    /**
     * What every other child finds in its environment so that it can reach this sidecar.
     *
     * <p>Called before {@link #start} and before the first child is spawned, since all children start at once: what is
     * said here must be known without having started. It is on the start path, so it takes no more than a few
     * milliseconds (binding a socket is fine, talking to a peer is not), and it never throws: what goes wrong here is
     * reported by {@code start}. Children that are running can't be told anything new, so the answer is the same for as
     * long as this object is used, restarts included.
     */
    Map<String, String> environment();

    /**
     * Starts the sidecar and returns when it is ready to serve. A sidecar that breaks later reports it with
     * {@link SidecarContext#died}.
     *
     * <p>Bounded by the sidecar's {@code startup.within}. After a start, failed or not, {@link #stop} is called before
     * the next one.
     *
     * @param context for this life of the sidecar, until it is stopped
     * @throws SidecarException what stands in the way, in words for the person who configured it
     * @throws InterruptedException when the time is over
     */
    void start(SidecarContext context) throws SidecarException, InterruptedException;

    /** How it is. From memory alone: at once, without blocking or talking to a peer. Before a start it is unhealthy. */
    Health health();

    /**
     * Brings out of the process what would be lost in a freeze. Called after each response, before the next event is
     * asked for, so the caller of the function is not kept waiting, but the next event is.
     *
     * @param within time there is, from the call
     * @throws SidecarException what could not be brought out; the sidecar keeps it and goes on
     * @throws InterruptedException when the time is over
     */
    void flush(Duration within) throws SidecarException, InterruptedException;

    /**
     * Ends the sidecar: everything it holds (ports, threads, files) is given back. Called also after a start that
     * failed or was interrupted, or never came. What is still running when the time is over is abandoned on daemon
     * threads; ports are closed all the same.
     *
     * @param within time there is, from the call; it includes a last flush
     * @throws InterruptedException when the time is over
     */
    void stop(Duration within) throws InterruptedException;
}
