package dev.openruntime.health;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a probe tells. */
final class Verdicts implements PeriodicProbe.Listener {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void passed(String detail) {
        told.add("passed " + detail);
    }

    @Override
    public void failed(String detail) {
        told.add("failed " + detail);
    }

    List<String> told() {
        return told;
    }
}
