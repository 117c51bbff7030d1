package dev.openruntime.supervisor;

import dev.openruntime.child.ChildState;
import dev.openruntime.child.ChildStatus;
import dev.openruntime.child.Children;
import dev.openruntime.child.NotReady;
import dev.openruntime.config.DurationText;
import dev.openruntime.invocation.Failure;
import dev.openruntime.invocation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is told of an init that failed: to the platform whose fault it was, to a person also how far everybody had come.
 *
 * @param children as they are now
 * @param spawners of the workers, by name: they know the error that a worker itself reported
 * @param began when the supervisor did
 * @param within how long init may take
 */
record InitFailure(Children children, Map<String, CalledSpawner> spawners, Instant began, Duration within) {

    private static final int MOST_ROWS = 40;
    private static final int LONGEST_REASON = 160;

    /**
     * What the platform is told: the error that a worker itself reported, where there is one, else one of ours, which
     * begins with the slowest where it is only late.
     *
     * @param missing who isn't ready, one at least
     */
    Outcome.FunctionError error(List<NotReady> missing) {
        for (NotReady child : missing) {
            Optional<Outcome.FunctionError> reported =
                    Optional.ofNullable(spawners.get(child.spec().name())).flatMap(CalledSpawner::loadError);
            if (reported.isPresent()) {
                return reported.get();
            }
        }
        StringBuilder message = new StringBuilder();
        List<NotReady> told = new ArrayList<>(missing);
        if (missing.stream().noneMatch(NotReady::hopeless)) {
            told.sort(Comparator.comparing(this::since));
            message.append("init is not over within ")
                    .append(DurationText.write(within))
                    .append(" (`init.within`)")
                    .append(told.size() == 1 ? ": " : "; the slowest of " + told.size() + ": ");
        }
        for (int i = 0; i < told.size(); i++) {
            message.append(i == 0 ? "" : "\n").append(told.get(i).message());
        }
        return new Failure("OpenRuntime.InitFailed", message.toString()).asOutcome();
    }

    /** How long it has been as it is: the longer, the slower. */
    private Instant since(NotReady child) {
        return children.status(child.spec().name()).since();
    }

    /** A row for each child, those that aren't ready first; if there are too many, the last one counts the others. */
    List<String> timeline() {
        List<ChildStatus> all = new ArrayList<>(children.statuses());
        all.sort(Comparator.comparing(InitFailure::isThere)); // stable: else in order of configuration
        List<ChildStatus> shown = all.size() <= MOST_ROWS ? all : all.subList(0, MOST_ROWS - 1);
        int width = shown.stream()
                .mapToInt(child -> child.spec().name().length())
                .max()
                .orElse(0);
        List<String> rows = new ArrayList<>();
        for (ChildStatus child : shown) {
            String name = child.spec().name();
            rows.add("  " + name + " ".repeat(width - name.length()) + "  " + story(child));
        }
        if (shown.size() < all.size()) {
            rows.add("  and " + (all.size() - shown.size()) + " more");
        }
        return rows;
    }

    private String story(ChildStatus child) {
        String reason = children.notReady(child.spec().name())
                .map(NotReady::reason)
                .map(why -> why.lines().findFirst().orElse(""))
                .map(why -> why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON) + "…")
                .orElse("");
        return switch (child.state()) {
            case ChildState.Ready ready -> spawned(ready.spawnedAt()) + "ready at " + at(ready.readyAt());
            case ChildState.Starting starting -> spawned(starting.spawnedAt()) + "not ready: " + reason;
            case ChildState.Unready unready -> spawned(unready.spawnedAt()) + "unready: " + reason;
            case ChildState.Completed _ -> "completed at " + at(child.since());
            case ChildState.Backoff _,
                    ChildState.Dying _,
                    ChildState.Failed _,
                    ChildState.Idle _,
                    ChildState.Killing _,
                    ChildState.Replacing _,
                    ChildState.Spawning _,
                    ChildState.Stopped _,
                    ChildState.Stopping _,
                    ChildState.Waiting _ -> "since " + at(child.since()) + ": " + reason;
        };
    }

    private String spawned(Instant when) {
        return "spawned at " + at(when) + ", ";
    }

    private String at(Instant when) {
        Duration time = Duration.between(began, when).truncatedTo(ChronoUnit.MILLIS);
        return DurationText.write(time.isNegative() ? Duration.ZERO : time);
    }

    private static boolean isThere(ChildStatus child) {
        return switch (child.state().kind()) {
            case READY, COMPLETED -> true;
            case IDLE, WAITING, SPAWNING, STARTING, UNREADY, DYING, REPLACING, BACKOFF -> false;
            case STOPPING, KILLING, STOPPED, FAILED -> false;
        };
    }
}
