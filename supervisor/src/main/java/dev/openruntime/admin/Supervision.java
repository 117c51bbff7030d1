package dev.openruntime.admin;

import dev.openruntime.child.ChildStatus;
import dev.openruntime.child.NotReady;
import dev.openruntime.child.ProbeStatus;
import java.util.List;
import java.util.Optional;

/**
 * What the endpoint needs of those who supervise. Called on the thread {@code admin}; may block it for some seconds.
 */
public interface Supervision {

    /** What the cookies of all children begin with. */
    String run();

    /** All children, in order of configuration. */
    List<ChildStatus> statuses();

    /** Why a child isn't ready; empty if it is. */
    Optional<NotReady> notReady(String child);

    /** What its probes found, while it is up. */
    List<ProbeStatus> probes(String child);

    /** Whether it runs inside this process. */
    boolean isEmbedded(String child);

    /** Has a running child replaced, and one that isn't running started. */
    void restart(String child, String reason);

    /** Has a child stopped as at the end of the process; returns when it has ended, at the latest when that is due. */
    void stop(String child) throws InterruptedException;

    /** Has a child started that was stopped, failed, completed, or waits for its next spawn. */
    void start(String child);
}
