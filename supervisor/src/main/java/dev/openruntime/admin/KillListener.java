package dev.openruntime.admin;

import dev.openruntime.child.ChildListener;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Death;
import java.time.Instant;
import java.util.OptionalLong;

/** Hears which children were killed to be replaced; everything else is in their states. */
record KillListener(Replacements replacements) implements ChildListener {

    @Override
    public void killed(ChildSpec child, int spawn, Instant at, String reason) {
        replacements.add(child.name(), at, reason);
    }

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
    public void failed(ChildSpec child, Instant at, Death death) {}

    @Override
    public void completed(ChildSpec child, Instant at) {}

    @Override
    public void stopped(ChildSpec child, Instant at, String how) {}

    @Override
    public void trouble(ChildSpec child, Instant at, String message) {}
}
