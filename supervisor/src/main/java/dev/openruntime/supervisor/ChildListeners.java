package dev.openruntime.supervisor;

import dev.openruntime.child.ChildListener;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Death;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Tells several listeners, in order. */
record ChildListeners(List<ChildListener> all) implements ChildListener {

    @Override
    public void spawned(ChildSpec child, int spawn, Instant at, OptionalLong pid) {
        all.forEach(listener -> listener.spawned(child, spawn, at, pid));
    }

    @Override
    public void ready(ChildSpec child, int spawn, Instant at, String detail) {
        all.forEach(listener -> listener.ready(child, spawn, at, detail));
    }

    @Override
    public void unready(ChildSpec child, int spawn, Instant at, String detail) {
        all.forEach(listener -> listener.unready(child, spawn, at, detail));
    }

    @Override
    public void died(ChildSpec child, int spawn, Death death) {
        all.forEach(listener -> listener.died(child, spawn, death));
    }

    @Override
    public void backoff(ChildSpec child, Instant at, Instant until) {
        all.forEach(listener -> listener.backoff(child, at, until));
    }

    @Override
    public void killed(ChildSpec child, int spawn, Instant at, String reason) {
        all.forEach(listener -> listener.killed(child, spawn, at, reason));
    }

    @Override
    public void failed(ChildSpec child, Instant at, Death death) {
        all.forEach(listener -> listener.failed(child, at, death));
    }

    @Override
    public void completed(ChildSpec child, Instant at) {
        all.forEach(listener -> listener.completed(child, at));
    }

    @Override
    public void stopped(ChildSpec child, Instant at, String how) {
        all.forEach(listener -> listener.stopped(child, at, how));
    }

    @Override
    public void trouble(ChildSpec child, Instant at, String message) {
        all.forEach(listener -> listener.trouble(child, at, message));
    }
}
