package dev.openruntime.process;

import dev.openruntime.child.ChildListener;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Death;
import java.time.Instant;
import java.util.OptionalLong;

/** Hears all, and ends the lifecycle, and so fails the test, if that reports an internal error. */
final class SilentListener implements ChildListener {

    @Override
    public void spawned(ChildSpec child, int spawn, Instant at, OptionalLong pid) {}

    @Override
    public void ready(ChildSpec child, int spawn, Instant at, String detail) {}

    @Override
    public void unready(ChildSpec child, int spawn, Instant at, String detail) {}

    @Override
    public void died(ChildSpec child, int spawn, Death death) {}

    @Override
    public void backoff(ChildSpec child, Instant at, Instant until) {}

    @Override
    public void killed(ChildSpec child, int spawn, Instant at, String reason) {}

    @Override
    public void failed(ChildSpec child, Instant at, Death death) {}

    @Override
    public void completed(ChildSpec child, Instant at) {}

    @Override
    public void stopped(ChildSpec child, Instant at, String how) {}

    @Override
    public void trouble(ChildSpec child, Instant at, String message) {
        throw new AssertionError(message);
    }
}
