package dev.openruntime.telemetry;

import dev.openruntime.child.ChildListener;
import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Death;
import java.time.Instant;
import java.util.OptionalLong;

/** Writes the lives of the children into the timeline. */
public final class ChildTimeline implements ChildListener {

    private final Timeline timeline;

    /** Writes to this timeline, which stays the caller's to close. */
    public ChildTimeline(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public void spawned(ChildSpec child, int spawn, Instant at, OptionalLong pid) {
        Timeline.Line line = line(child, "spawned", at)
                .with("kind", pid.isPresent() ? "process" : "embedded")
                .with("spawn", spawn);
        pid.ifPresent(id -> line.with("pid", id));
        line.write();
    }

    @Override
    public void ready(ChildSpec child, int spawn, Instant at, String detail) {
        line(child, "ready", at).with("spawn", spawn).with("detail", detail).write();
    }

    @Override
    public void unready(ChildSpec child, int spawn, Instant at, String detail) {
        line(child, "unready", at).with("spawn", spawn).with("detail", detail).write();
    }

    @Override
    public void died(ChildSpec child, int spawn, Death death) {
        line(child, "died", death.at())
                .with("spawn", spawn)
                .with("detail", death.reason())
                .write();
    }

    @Override
    public void backoff(ChildSpec child, Instant at, Instant until) {
        line(child, "backoff", at).with("untilUs", Timeline.micros(until)).write();
    }

    @Override
    public void killed(ChildSpec child, int spawn, Instant at, String reason) {
        line(child, "killed", at).with("spawn", spawn).with("detail", reason).write();
    }

    @Override
    public void failed(ChildSpec child, Instant at, Death death) {
        line(child, "failed", at).with("detail", death.reason()).write();
    }

    @Override
    public void completed(ChildSpec child, Instant at) {
        line(child, "completed", at).write();
    }

    @Override
    public void stopped(ChildSpec child, Instant at, String how) {
        line(child, "stopped", at).with("detail", how).write();
    }

    @Override
    public void trouble(ChildSpec child, Instant at, String message) {
        line(child, "trouble", at).with("detail", message).write();
    }

    private Timeline.Line line(ChildSpec child, String event, Instant at) {
        return timeline.line("child", Timeline.micros(at))
                .with("name", child.name())
                .with("role", role(child.role()))
                .with("event", event);
    }

    private static String role(ChildRole role) {
        return switch (role) {
            case SIDECAR -> "sidecar";
            case MIDDLEWARE -> "middleware";
            case HANDLER -> "handler";
        };
    }
}
