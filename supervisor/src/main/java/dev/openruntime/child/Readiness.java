package dev.openruntime.child;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Judges whether children are ready, and says why not. Any thread; reads only. */
final class Readiness {

    private final Board board;
    private final Lifecycle lifecycle;
    private final Dependencies dependencies;

    Readiness(Board board, Lifecycle lifecycle, Dependencies dependencies) {
        this.board = board;
        this.lifecycle = lifecycle;
        this.dependencies = dependencies;
    }

    /**
     * Whether nobody has to wait for it.
     *
     * @param after the spawn that isn't meant any more; 0 for none
     * @param patient whether this is later than start-up: then nobody waits for what is done once
     */
    boolean isThere(String name, int after, boolean patient) {
        return board.isReady(name, after)
                || (patient && board.status(name).spec().isOneShot());
    }

    /** Those of the children for which no wait helps; empty while there is hope for all. */
    List<NotReady> hopeless(Collection<String> names, int after, boolean patient) {
        return describe(
                names.stream()
                        .filter(name -> !isThere(name, after, patient) && isHopeless(name, patient))
                        .toList(),
                true);
    }

    /** Those of the children that aren't ready. */
    List<NotReady> missing(Collection<String> names, int after, boolean patient) {
        return describe(
                names.stream().filter(name -> !isThere(name, after, patient)).toList(), false);
    }

    /** Without those that only wait for others that are described anyway: who reads it wants to know what to mend. */
    private List<NotReady> describe(List<String> names, boolean hopeless) {
        return names.stream()
                .filter(name -> !names.contains(root(name)) || root(name).equals(name))
                .map(name -> describe(name, hopeless))
                .toList();
    }

    /** Where the chain ends of those that wait for each other, beginning with this one. */
    private String root(String name) {
        return board.status(name).state().kind() == ChildState.Kind.WAITING
                ? unmet(name).stream().findFirst().map(this::root).orElse(name)
                : name;
    }

    /** The names of those that it waits for; if some of them can never be there, only these. */
    private List<String> unmet(String name) {
        List<String> unmet = board.status(name).spec().dependsOn().entrySet().stream()
                .filter(on -> !dependencies.isMet(on.getKey(), on.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        List<String> hopeless =
                unmet.stream().filter(other -> isHopeless(other, false)).toList();
        return hopeless.isEmpty() ? unmet : hopeless;
    }

    /**
     * @param patient whether a child that could not be spawned or loaded may still come; at start-up nobody mends it,
     *     later it has worked before
     */
    private boolean isHopeless(String name, boolean patient) {
        ChildState state = board.status(name).state();
        return switch (state.kind()) {
            case FAILED, COMPLETED, STOPPED, STOPPING, KILLING -> true;
            case WAITING -> waitsInVain(name, patient);
            case BACKOFF, SPAWNING, STARTING, REPLACING -> !patient && cannotLoad(state.past());
            case IDLE, READY, UNREADY, DYING -> false;
        };
    }

    private boolean waitsInVain(String name, boolean patient) {
        return board.status(name).spec().dependsOn().entrySet().stream()
                .anyMatch(on -> !dependencies.isMet(on.getKey(), on.getValue()) && isHopeless(on.getKey(), patient));
    }

    private static boolean cannotLoad(History past) {
        return past.lastDeath()
                .filter(death -> death.cause() == Death.Cause.LOAD_FAILED || death.cause() == Death.Cause.NOT_SPAWNED)
                .isPresent();
    }

    private NotReady describe(String name, boolean hopeless) {
        ChildStatus status = board.status(name);
        return new NotReady(status.spec(), reason(name, status), lastLines(status), hopeless);
    }

    /** Of the child itself, or of the first that it waits for and that has some. */
    private List<String> lastLines(ChildStatus status) {
        List<String> lines =
                status.state().past().lastDeath().map(Death::lastLines).orElse(List.of());
        if (lines.isEmpty()) {
            lines = lifecycle.seat(status.spec().name()).lastLines();
        }
        if (!lines.isEmpty() || status.state().kind() != ChildState.Kind.WAITING) {
            return lines;
        }
        return unmet(status.spec().name()).stream()
                .map(other -> lastLines(board.status(other)))
                .filter(others -> !others.isEmpty())
                .findFirst()
                .orElse(List.of());
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
            case ChildState.Unready s -> "it is up, but its readiness probe says: " + s.detail();
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
        StringBuilder text = new StringBuilder();
        for (String other : unmet(spec.name())) {
            text.append(text.isEmpty() ? "it waits for `" : ", and for `")
                    .append(other)
                    .append("`, which ")
                    .append(lack(Objects.requireNonNull(spec.dependsOn().get(other))))
                    .append(": ")
                    .append(reasonOf(board.status(other)));
        }
        return text.isEmpty() ? "it is about to be spawned" : text.toString();
    }

    private String reasonOf(ChildStatus other) {
        return other.state().kind() == ChildState.Kind.READY
                ? "it runs"
                : reason(other.spec().name(), other);
    }

    private static String lack(Condition condition) {
        return switch (condition) {
            case Condition.Started _ -> "is not started";
            case Condition.Healthy _ -> "is not ready";
            case Condition.Completed _ -> "has not completed";
            case Condition.Logged logged -> "has not printed a line that matches /" + logged.line() + "/";
        };
    }

    private static String before(History past) {
        return past.lastDeath().isPresent() ? "; before that: " + died(past) : "";
    }

    private static String died(History past) {
        String last = past.lastDeath().map(Death::reason).orElse("");
        return past.deaths() <= 1 ? last : "died " + past.deaths() + " times, last: " + last;
    }
}
