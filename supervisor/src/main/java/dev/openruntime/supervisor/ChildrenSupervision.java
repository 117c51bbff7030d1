package dev.openruntime.supervisor;

import dev.openruntime.admin.Supervision;
import dev.openruntime.child.ChildStatus;
import dev.openruntime.child.Children;
import dev.openruntime.child.NotReady;
import dev.openruntime.child.ProbeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The children as the admin endpoint sees and moves them.
 *
 * @param embedded the names of those that run inside this process
 */
record ChildrenSupervision(Children children, String run, Set<String> embedded) implements Supervision {

    @Override
    public List<ChildStatus> statuses() {
        return children.statuses();
    }

    @Override
    public Optional<NotReady> notReady(String child) {
        return children.notReady(child);
    }

    @Override
    public List<ProbeStatus> probes(String child) {
        return children.probes(child);
    }

    @Override
    public boolean isEmbedded(String child) {
        return embedded.contains(child);
    }

    @Override
    public void restart(String child, String reason) {
        children.restart(child, reason);
    }

    @Override
    public void stop(String child) throws InterruptedException {
        Duration within = children.status(child).spec().stop().within();
        boolean _ = children.stop(child, within.plus(FOR_KILLING));
    }

    @Override
    public void start(String child) {
        children.start(child);
    }

    /** Beyond what a child may take to end by itself. */
    private static final Duration FOR_KILLING = Duration.ofSeconds(1);
}
