package dev.openruntime.child;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that writes down what it hears. */
final class Recorder implements ChildListener {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile String faultAt = "";

    List<String> heard() {
        return heard;
    }

    List<Thread> threads() {
        return threads;
    }

    Recorder throwingOn(String line) {
        faultAt = line;
        return this;
    }

    private void hear(ChildSpec child, String what) {
        String line = child.name() + " " + what;
        threads.add(Thread.currentThread());
        heard.add(line);
        if (line.equals(faultAt)) {
            throw new IllegalStateException(line);
        }
    }

    @Override
    public void spawned(ChildSpec child, int spawn, Instant at, OptionalLong pid) {
        hear(child, "spawned " + spawn);
    }

    @Override
    public void ready(ChildSpec child, int spawn, Instant at, String detail) {
        hear(child, "ready " + spawn + (detail.isEmpty() ? "" : ": " + detail));
    }

    @Override
    public void unready(ChildSpec child, int spawn, Instant at, String detail) {
        hear(child, "unready " + spawn + ": " + detail);
    }

    @Override
    public void died(ChildSpec child, int spawn, Death death) {
        hear(child, "died " + spawn + ": " + death.reason());
    }

    @Override
    public void backoff(ChildSpec child, Instant at, Instant until) {
        hear(child, "backoff");
    }

    @Override
    public void killed(ChildSpec child, int spawn, Instant at, String reason) {
        hear(child, "killed " + spawn + ": " + reason);
    }

    @Override
    public void failed(ChildSpec child, Instant at, Death death) {
        hear(child, "failed: " + death.reason());
    }

    @Override
    public void completed(ChildSpec child, Instant at) {
        hear(child, "completed");
    }

    @Override
    public void stopped(ChildSpec child, Instant at, String how) {
        hear(child, "stopped: " + how);
    }

    @Override
    public void trouble(ChildSpec child, Instant at, String message) {
        hear(child, "trouble: " + message);
    }
}
