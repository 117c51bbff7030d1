package dev.openruntime.child;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Drives all children through the table. One thread at a time: first the caller of {@link Children#spawnFirst}, then
 * the lifecycle thread. Only {@link #post}, {@link #now} and {@link #run} are for others.
 */
final class Lifecycle {

    private record Arrival(String child, ChildEvent event) {}

    private record Told(ChildSpec child, Notice notice) {}

    private final String run;
    private final InstantSource time;
    private final Board board;
    private final BiConsumer<String, ChildEvent> postbox;
    private final Map<String, Seat> seats = new LinkedHashMap<>();
    private final Timers timers = new Timers();
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final ArrayDeque<Told> reports = new ArrayDeque<>();
    private boolean ending;

    Lifecycle(
            String run,
            List<SupervisedChild> children,
            InstantSource time,
            Board board,
            BiConsumer<String, ChildEvent> postbox) {
        this.run = run;
        this.time = time;
        this.board = board;
        this.postbox = postbox;
        for (SupervisedChild child : children) {
            Seat seat = new Seat(child, this);
            if (seats.put(child.spec().name(), seat) != null) {
                throw new IllegalArgumentException("internal error: two children are called `"
                        + child.spec().name() + "`");
            }
            board.publish(new ChildStatus(child.spec(), seat.state(), time.instant()));
        }
    }

    /** Fails if a child depends on one that there isn't. */
    void checkNames() {
        for (Seat seat : seats.values()) {
            for (String other : seat.spec().dependsOn().keySet()) {
                seat(other);
            }
        }
    }

    String run() {
        return run;
    }

    Instant now() {
        return time.instant();
    }

    /** Has the lifecycle thread handle an event. Any thread. */
    void post(String child, ChildEvent event) {
        postbox.accept(child, event);
    }

    Timers timers() {
        return timers;
    }

    Seat seat(String child) {
        Seat seat = seats.get(child);
        if (seat == null) {
            throw new IllegalArgumentException("internal error: no child is called `" + child + "`");
        }
        return seat;
    }

    Collection<Seat> seats() {
        return seats.values();
    }

    /** Handles an event and all that follows from it at once. */
    void handle(String child, ChildEvent event) {
        arrivals.add(new Arrival(child, event));
        settle();
    }

    /** Handles the outcome of what is being carried out, before anything else. */
    void handleNext(String child, ChildEvent event) {
        arrivals.addFirst(new Arrival(child, event));
    }

    void startAll() {
        for (Seat seat : seats.values()) {
            if (seat.state().kind() == ChildState.Kind.IDLE) {
                handle(seat.spec().name(), new ChildEvent.StartRequested(now()));
            }
        }
    }

    /** From now on nothing is spawned. */
    void end() {
        ending = true;
        settle();
    }

    /** Fires every timer that is due. */
    void fireDue() {
        for (Optional<Timers.Timer> due = timers.takeDue(now()); due.isPresent(); due = timers.takeDue(now())) {
            Seat seat = seat(due.get().child());
            handle(
                    due.get().child(),
                    switch (due.get().kind()) {
                        case STARTUP -> new ChildEvent.StartupTimedOut(now(), seat.lastAnswer());
                        case HEALTHY -> new ChildEvent.HealthyLongEnough(now());
                        case BACKOFF -> new ChildEvent.BackoffElapsed(now());
                        case STOP -> new ChildEvent.StopTimedOut(now());
                    });
        }
    }

    void report(ChildSpec child, Notice notice) {
        reports.add(new Told(child, notice));
    }

    /**
     * Tells all that hasn't been told; a listener that throws is handed to the thread's own handler and told the rest.
     */
    void tell(ChildListener listener) {
        for (Told told = reports.poll(); told != null; told = reports.poll()) {
            try {
                told.notice().tell(listener, told.child());
            } catch (RuntimeException e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    private void settle() {
        do {
            for (Arrival next = arrivals.poll(); next != null; next = arrivals.poll()) {
                step(seat(next.child()), next.event());
            }
            seats.values().forEach(this::moveOn);
        } while (!arrivals.isEmpty());
    }

    private void step(Seat seat, ChildEvent event) {
        ChildState before = seat.state();
        Transition transition = Transitions.next(seat.spec(), before, event);
        if (isAnother(before, transition.state())) {
            seat.enter(transition.state());
            Instant since = transition.state().kind() == before.kind()
                    ? board.status(seat.spec().name()).since()
                    : event.at();
            board.publish(new ChildStatus(seat.spec(), transition.state(), since));
        }
        for (ChildEffect effect : transition.effects()) {
            effect.carryOut(seat);
        }
    }

    /** A cell that changes nothing gives back the state itself; comparing what is in it would only cost. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isAnother(ChildState before, ChildState after) {
        return before != after;
    }

    /** What follows for a child from where all others stand. */
    private void moveOn(Seat seat) {
        switch (seat.state().kind()) {
            case WAITING -> {
                if (ending) {
                    abandon(seat);
                } else if (dependenciesMet(seat.spec())) {
                    arrivals.add(new Arrival(seat.spec().name(), new ChildEvent.DependenciesMet(now())));
                }
            }
            case IDLE, DYING, REPLACING, BACKOFF -> {
                if (ending) {
                    abandon(seat);
                }
            }
            case SPAWNING, STARTING, READY, STOPPING, KILLING, STOPPED, FAILED, COMPLETED -> {}
        }
    }

    private void abandon(Seat seat) {
        arrivals.add(new Arrival(seat.spec().name(), new ChildEvent.StopRequested(now(), Duration.ZERO)));
    }

    private boolean dependenciesMet(ChildSpec spec) {
        for (Map.Entry<String, Condition> dependency : spec.dependsOn().entrySet()) {
            ChildState.Kind other = seat(dependency.getKey()).state().kind();
            boolean met = switch (dependency.getValue()) {
                case STARTED -> other == ChildState.Kind.STARTING || other == ChildState.Kind.READY;
                case HEALTHY -> other == ChildState.Kind.READY;
            };
            if (!met) {
                return false;
            }
        }
        return true;
    }
}
