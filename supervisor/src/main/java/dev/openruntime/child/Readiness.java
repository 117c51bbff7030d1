package dev.openruntime.child;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges whether children are ready, and says why not. Any thread; reads only. */
final class Readiness {

    private final Board board;
    private final Lifecycle lifecycle;

    Readiness(Board board, Lifecycle lifecycle) {
        this.board = board;
        this.lifecycle = lifecycle;
    }

    /** Those of the children for which no wait helps; empty while there is hope for all. */
    List<NotReady> hopeless(Collection<String> names, int after, boolean patient) {
        return names.stream()
                .filter(name -> !board.isReady(name, after) && isHopeless(name, patient))
                .map(name -> describe(name, true))
                .toList();
    }

    /** Those of the children that aren't ready. */
    List<NotReady> missing(Collection<String> names, int after) {
        return names.stream()
                .filter(name -> !board.isReady(name, after))
                .map(name -> describe(name, false))
                .toList();
    }

    /**
     * @param patient whether a child that could not be spawned or loaded may still come; at start-up nobody mends it,
     *     later it has worked before
     */
    private boolean isHopeless(String name, boolean patient) {
        ChildState state = board.status(name).state();
        return switch (state.kind()) {
            case FAILED, COMPLETED, STOPPED, STOPPING, KILLING -> true;
            case WAITING -> waitsInVain(name, patient).isPresent();
            case BACKOFF, SPAWNING, STARTING, REPLACING -> !patient && cannotLoad(state.past());
            case IDLE, READY, DYING -> false;
        };
    }

    private Optional<String> waitsInVain(String name, boolean patient) {
        return board.status(name).spec().dependsOn().keySet().stream()
                .filter(other -> isHopeless(other, patient))
                .findFirst();
    }

    private static boolean cannotLoad(History past) {
        return past.lastDeath()
                .filter(death -> death.cause() == Death.Cause.LOAD_FAILED || death.cause() == Death.Cause.NOT_SPAWNED)
                .isPresent();
    }

    private NotReady describe(String name, boolean hopeless) {
        ChildStatus status = board.status(name);
        History past = status.state().past();
        List<String> lines = past.lastDeath().map(Death::lastLines).orElse(List.of());
        if (lines.isEmpty()) {
            lines = lifecycle.seat(name).lastLines();
        }
        return new NotReady(status.spec(), reason(name, status), lines, hopeless);
    }

    private String reason(String name, ChildStatus status) {
        return switch (status.state()) {
            case ChildState.Idle _ -> "it has not been asked to start";
            case ChildState.Waiting _ -> waitsFor(status.spec());
            case ChildState.Spawning s -> "it is being spawned" + before(s.past());
            case ChildState.Starting s ->
                "spawned " + Words.of(Duration.between(s.spawnedAt(), lifecycle.now())) + " ago; "
                        + lifecycle.seat(name).lastAnswer() + before(s.past());
            case ChildState.Ready _ -> "it is about to be replaced";
            case ChildState.Dying s -> s.death().reason();
            case ChildState.Replacing s -> "it is being replaced: " + s.reason();
            case ChildState.Backoff s ->
                died(s.past()) + "; spawned again in " + Words.of(Duration.between(lifecycle.now(), s.until()));
            case ChildState.Stopping _, ChildState.Killing _ -> "it is being stopped";
            case ChildState.Stopped _ -> "it was stopped";
            case ChildState.Failed s -> s.death().reason();
            case ChildState.Completed _ -> "it has ended well and is not spawned again";
        };
    }

    private String waitsFor(ChildSpec spec) {
        StringBuilder text = new StringBuilder("it waits for");
        String separator = " ";
        for (Map.Entry<String, Condition> dependency : spec.dependsOn().entrySet()) {
            ChildStatus other = board.status(dependency.getKey());
            if (other.state().kind() != ChildState.Kind.READY) {
                text.append(separator)
                        .append("`")
                        .append(dependency.getKey())
                        .append("`, which is not ready: ")
                        .append(reason(dependency.getKey(), other));
                separator = ", and for ";
            }
        }
        return text.toString();
    }

    private static String before(History past) {
        return past.lastDeath().isPresent() ? "; before that: " + died(past) : "";
    }

    private static String died(History past) {
        String last = past.lastDeath().map(Death::reason).orElse("");
        return past.deaths() <= 1 ? last : "died " + past.deaths() + " times, last: " + last;
    }
}
