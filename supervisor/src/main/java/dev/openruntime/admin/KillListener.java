package dev.openruntime.admin;

import dev.openruntime.child.ChildListener;
import dev.openruntime.child.ChildSpec;
import java.time.Instant;

/** Hears which children were killed to be replaced; everything else is in their states. */
record KillListener(Replacements replacements) implements ChildListener.Partial {

    @Override
    public void killed(ChildSpec child, int spawn, Instant at, String reason) {
        replacements.add(child.name(), at, reason);
    }
}
