package dev.openruntime.supervisor;

import dev.openruntime.child.ChildListener;
import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Death;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells the slots of workers whether it is worth waiting for their next process. */
final class SlotKeeper implements ChildListener {

    private final SupervisedWorkers workers;
    private Optional<Death> lastDeath = Optional.empty();

    SlotKeeper(SupervisedWorkers workers) {
        this.workers = workers;
    }

    @Override
    public void spawned(ChildSpec child, int spawn, Instant at, OptionalLong pid) {
        slot(child).ifPresent(WorkerSlot::boots);
    }

    @Override
    public void ready(ChildSpec child, int spawn, Instant at, String detail) {}

    @Override
    public void died(ChildSpec child, int spawn, Death death) {
        lastDeath = Optional.of(death);
    }

    @Override
    public void backoff(ChildSpec child, Instant at, Instant until) {
        away(child, "died: " + lastDeath.map(Death::reason).orElse("for unknown reasons"), Optional.of(until));
    }

    @Override
    public void killed(ChildSpec child, int spawn, Instant at, String reason) {}

    @Override
    public void failed(ChildSpec child, Instant at, Death death) {
        lastDeath = Optional.of(death);
        away(child, "died and is not spawned again: " + death.reason(), Optional.empty());
    }

    @Override
    public void completed(ChildSpec child, Instant at) {
        away(child, "has ended and is not spawned again", Optional.empty());
    }

    @Override
    public void stopped(ChildSpec child, Instant at, String how) {
        away(child, "was stopped", Optional.empty());
    }

    @Override
    public void trouble(ChildSpec child, Instant at, String message) {}

    private void away(ChildSpec child, String reason, Optional<Instant> until) {
        List<String> lines = lastDeath.map(Death::lastLines).orElse(List.of());
        slot(child).ifPresent(slot -> slot.isAway(reason, until, lines));
    }

    private Optional<WorkerSlot> slot(ChildSpec child) {
        return child.role() == ChildRole.SIDECAR ? Optional.empty() : Optional.of(workers.slot(child.name()));
    }
}
