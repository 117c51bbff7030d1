package dev.openruntime.supervisor;

import dev.openruntime.child.Children;
import dev.openruntime.child.NotReady;
import dev.openruntime.config.SidecarConfig;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Failure;
import dev.openruntime.pipeline.Gate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Lets an event in when all required sidecars are there, and waits for one that is down for as long as its
 * {@code readyWithin} says. Optional sidecars cost an invocation nothing.
 */
final class RequiredSidecars implements Gate {

    private final Children children;
    private final List<SidecarConfig> required;

    RequiredSidecars(Children children, List<SidecarConfig> sidecars) {
        this.children = children;
        this.required = sidecars.stream().filter(SidecarConfig::required).toList();
    }

    @Override
    public Optional<Failure> pass(Deadline softDeadline) {
        for (SidecarConfig sidecar : required) {
            Deadline by = Deadline.in(sidecar.readyWithin()).earliest(softDeadline);
            Optional<NotReady> missing = awaitReady(sidecar.name(), by);
            if (missing.isPresent()) {
                return missing.map(RequiredSidecars::failure);
            }
        }
        return Optional.empty();
    }

    private Optional<NotReady> awaitReady(String name, Deadline by) {
        try {
            return children.awaitReady(name, 0, by.remaining());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("internal error: interrupted while waiting for " + name, e);
        }
    }

    private static Failure failure(NotReady missing) {
        return new Failure(
                "OpenRuntime.SidecarUnavailable",
                "required sidecar `" + missing.spec().name() + "` is not ready: " + missing.reason(),
                Optional.of("sidecar " + missing.spec().name()),
                OptionalLong.empty(),
                OptionalLong.empty(),
                missing.lastLines(),
                List.of());
    }
}
