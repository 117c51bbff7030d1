package dev.openruntime.telemetry;

import dev.openruntime.child.ChildListener;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Death;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log what becomes of the children: what is ordinary at DEBUG, what somebody should know at WARN. */
public final class ChildLog implements ChildListener {

    private static final Logger LOG = LoggerFactory.getLogger(ChildLog.class);

    /** Stateless. */
    public ChildLog() {}

    @Override
    public void spawned(ChildSpec child, int spawn, Instant at, OptionalLong pid) {
        LOG.debug("{} is spawned (pid {})", child.name(), pid.isPresent() ? pid.getAsLong() : "none: embedded");
    }

    @Override
    public void ready(ChildSpec child, int spawn, Instant at, String detail) {
        LOG.debug("{} is ready {}", child.name(), detail);
    }

    @Override
    public void unready(ChildSpec child, int spawn, Instant at, String detail) {
        LOG.warn("{} is not ready any more: {}", child.name(), detail);
    }

    @Override
    public void died(ChildSpec child, int spawn, Death death) {
        LOG.warn("{} died: {}", child.name(), death.reason());
    }

    @Override
    public void backoff(ChildSpec child, Instant at, Instant until) {
        LOG.debug(
                "{} is spawned again in {} ms",
                child.name(),
                Duration.between(at, until).toMillis());
    }

    @Override
    public void killed(ChildSpec child, int spawn, Instant at, String reason) {
        LOG.warn("{} was killed and is replaced: {}", child.name(), reason);
    }

    @Override
    public void failed(ChildSpec child, Instant at, Death death) {
        LOG.error("{} is not spawned again: {}", child.name(), death.reason());
    }

    @Override
    public void completed(ChildSpec child, Instant at) {
        LOG.debug("{} has done its work", child.name());
    }

    @Override
    public void stopped(ChildSpec child, Instant at, String how) {
        LOG.debug("{} has stopped: {}", child.name(), how);
    }

    @Override
    public void trouble(ChildSpec child, Instant at, String message) {
        LOG.error("{}: {}", child.name(), message);
    }
}
