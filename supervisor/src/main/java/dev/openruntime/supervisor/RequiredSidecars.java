package dev.openruntime.supervisor;

import dev.openruntime.child.ChildState;
import dev.openruntime.child.Children;
import dev.openruntime.child.NotReady;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Failure;
import dev.openruntime.pipeline.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lets an event in when all required sidecars are there, and waits for those that are down for as long as the
 * {@code readyWithin} of each says, counted from the event's arrival at the gate for all. Optional sidecars cost an
 * invocation nothing.
 *
 * <p>After a wait for the event that was long enough to have been a freeze, those with a readiness probe are probed
 * anew before anything is believed of them.
 */
final class RequiredSidecars implements Gate {

    /** A shorter wait for an event was no freeze, or one that nobody can have died in unnoticed. */
    private static final Duration MAY_HAVE_BEEN_FROZEN = Duration.ofMillis(250);

    /** The one thing asked of children that takes time though all is well. */
    @FunctionalInterface
    interface Probes {

        /** Probes these anew, side by side, and returns when all have answered or time is up. */
        void refresh(List<String> names, Duration within) throws InterruptedException;
    }

    /**
     * A sidecar without which nothing is invoked.
     *
     * @param readyWithin how long an event waits for it
     * @param probed whether it has a readiness probe
     */
    record Required(String name, Duration readyWithin, boolean probed) {}

    private final Children children;
    private final List<Required> required;
    private final List<String> probed;
    private final Probes probes;
    private final Supplier<Duration> stood;

    /** @param stood how long the event was waited for */
    RequiredSidecars(Children children, List<Required> required, Probes probes, Supplier<Duration> stood) {
        this.children = children;
        this.required = required.stream()
                .sorted(Comparator.comparing(Required::readyWithin))
                .toList();
        this.probed =
                required.stream().filter(Required::probed).map(Required::name).toList();
        this.probes = probes;
        this.stood = stood;
    }

    /** A sidecar that was down, and until when it is waited for. */
    private record Wait(Required sidecar, Deadline by) {}

    @Override
    public Optional<Failure> pass(Deadline softDeadline) {
        long arrivedNanos = System.nanoTime();
        try {
            if (!probed.isEmpty() && stood.get().compareTo(MAY_HAVE_BEEN_FROZEN) > 0) {
                Duration longest = required.getLast().readyWithin();
                probes.refresh(
                        probed, Deadline.in(longest).earliest(softDeadline).remaining());
            }
            return allAreThere() ? Optional.empty() : await(waits(arrivedNanos, softDeadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("internal error: interrupted while waiting for sidecars", e);
        }
    }

    /** Nothing but a look where all are up, which is the usual case. */
    private boolean allAreThere() throws InterruptedException {
        for (Required sidecar : required) {
            boolean up = children.status(sidecar.name()).state().kind() == ChildState.Kind.READY;
            if (!up && missing(sidecar, Duration.ZERO).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private List<Wait> waits(long arrivedNanos, Deadline softDeadline) {
        Duration spent = Duration.ofNanos(System.nanoTime() - arrivedNanos);
        return required.stream()
                .map(sidecar -> new Wait(
                        sidecar, Deadline.in(sidecar.readyWithin().minus(spent)).earliest(softDeadline)))
                .toList();
    }

    /** The least patient first, so that none is waited for longer than it says; all waits run at the same time. */
    private Optional<Failure> await(List<Wait> waits) throws InterruptedException {
        do {
            for (Wait wait : waits) {
                Optional<NotReady> missing = missing(wait.sidecar(), Duration.ZERO);
                if (missing.filter(child -> isHopeless(child, wait.by())).isPresent()) {
                    return Optional.of(failure(missing.get()));
                }
            }
            for (Wait wait : waits) {
                Optional<NotReady> missing = missing(wait.sidecar(), wait.by().remaining());
                if (missing.isPresent()) {
                    return Optional.of(failure(missing.get()));
                }
            }
        } while (!allAreThere()); // one may have died while another was waited for
        return Optional.empty();
    }

    private Optional<NotReady> missing(Required sidecar, Duration within) throws InterruptedException {
        return children.awaitReady(sidecar.name(), 0, within);
    }

    /** Whether no wait helps: it isn't spawned again, or not before the wait is over. */
    private boolean isHopeless(NotReady child, Deadline by) {
        boolean isAwayForLonger = children.status(child.spec().name()).state() instanceof ChildState.Backoff backoff
                && backoff.until().isAfter(Instant.now().plus(by.remaining()));
        return child.hopeless() || isAwayForLonger;
    }

    /** Names all others that are missing, too: who mends the first of them only would meet the next. */
    private Failure failure(NotReady first) throws InterruptedException {
        List<NotReady> missing = new ArrayList<>(List.of(first));
        for (Required sidecar : required) {
            missing(sidecar, Duration.ZERO)
                    .filter(other -> !other.spec().equals(first.spec()))
                    .ifPresent(missing::add);
        }
        return new Failure(
                "OpenRuntime.SidecarUnavailable",
                missing.stream()
                        .map(child -> "required sidecar `" + child.spec().name() + "` is not ready: " + child.reason())
                        .collect(Collectors.joining("; ")),
                Optional.of("sidecar " + first.spec().name()),
                OptionalLong.empty(),
                OptionalLong.empty(),
                missing.stream().flatMap(child -> child.lastLines().stream()).toList(),
                List.of());
    }
}
