package dev.openruntime.process;

import dev.openruntime.child.ChildListener;
import dev.openruntime.child.ChildSpec;
import java.time.Instant;

/** Hears all, and ends the lifecycle, and so fails the test, if that reports an internal error. */
final class SilentListener implements ChildListener.Partial {

    @Override
    public void trouble(ChildSpec child, Instant at, String message) {
        throw new AssertionError(message);
    }
}
