package dev.openruntime.supervisor;

import dev.openruntime.child.ChildListener;
import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Death;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells the slots of workers whether it is worth waiting for their next process. */
final class SlotKeeper implements ChildListener.Partial {

    private final SupervisedWorkers workers;
    private final Map<String, Ended> ended = new HashMap<>();

    /** How the latest process of a child ended, in words that follow its name. */
    private record Ended(String how, List<String> lastLines) {

        Ended(String how) {
            this(how, List.of());
        }
    }

    SlotKeeper(SupervisedWorkers workers) {
        this.workers = workers;
    }

    @Override
    public void spawned(ChildSpec child, int spawn, Instant at, OptionalLong pid) {
        slot(child).ifPresent(WorkerSlot::boots);
    }

    @Override
    public void died(ChildSpec child, int spawn, Death death) {
        ended.put(child.name(), new Ended("died: " + death.reason(), death.lastLines()));
    }

    @Override
    public void backoff(ChildSpec child, Instant at, Instant until) {
        away(child, ended.getOrDefault(child.name(), new Ended("is not started yet")), Optional.of(until));
    }

    @Override
    public void killed(ChildSpec child, int spawn, Instant at, String reason) {
        ended.put(child.name(), new Ended("was killed: " + reason));
    }

    @Override
    public void failed(ChildSpec child, Instant at, Death death) {
        String how = "died and is not spawned again: " + death.reason();
        away(child, new Ended(how, death.lastLines()), Optional.empty());
    }

    @Override
    public void completed(ChildSpec child, Instant at) {
        away(child, new Ended("has ended and is not spawned again"), Optional.empty());
    }

    @Override
    public void stopped(ChildSpec child, Instant at, String how) {
        away(child, new Ended("was stopped"), Optional.empty());
    }

    private void away(ChildSpec child, Ended end, Optional<Instant> until) {
        slot(child).ifPresent(slot -> slot.isAway(end.how(), until, end.lastLines()));
    }

    private Optional<WorkerSlot> slot(ChildSpec child) {
        return child.role() == ChildRole.SIDECAR ? Optional.empty() : Optional.of(workers.slot(child.name()));
    }
}
