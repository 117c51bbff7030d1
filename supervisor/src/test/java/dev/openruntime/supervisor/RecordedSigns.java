package dev.openruntime.supervisor;

import dev.openruntime.child.Exit;
import dev.openruntime.child.LifeSigns;
import java.util.Collection;

/** Notes what a child lets be known of itself, in words. Waits for no line of its output. */
record RecordedSigns(Collection<String> signs) implements LifeSigns {

    @Override
    public boolean listens() {
        return false;
    }

    @Override
    public void printed(String line) {}

    @Override
    public void ready(String detail) {
        signs.add("ready " + detail);
    }

    @Override
    public void failed(String error) {
        signs.add("failed " + error);
    }

    @Override
    public void exited(Exit exit) {
        signs.add("exited " + exit.description());
    }
}
