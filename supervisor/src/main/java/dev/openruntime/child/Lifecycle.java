package dev.openruntime.child;

import java.time.Duration;
import java.time.Instant;
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
    private final Clocks clocks;
    private final Checker checker;
    private final Board board;
    private final BiConsumer<String, ChildEvent> postbox;
    private final Map<String, Seat> seats = new LinkedHashMap<>();
    private final Alarms alarms;
    private final Dependencies dependencies;
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final ArrayDeque<Told> reports = new ArrayDeque<>();
    private boolean ending;

    Lifecycle(
            String run,
            List<SupervisedChild> children,
            Clocks clocks,
            Checker checker,
            Board board,
            BiConsumer<String, ChildEvent> postbox) {
        this.run = run;
        this.clocks = clocks;
        this.checker = checker;
        this.alarms = new Alarms(clocks);
        this.board = board;
        this.dependencies = new Dependencies(board, name -> seat(name).lines());
        this.postbox = postbox;
        for (SupervisedChild child : children) {
            Seat seat = new Seat(child, this);
            if (seats.put(child.spec().name(), seat) != null) {
                throw new IllegalArgumentException("internal error: two children are called `"
                        + child.spec().name() + "`");
            }
            board.publish(new ChildStatus(child.spec(), seat.state(), now()));
        }
    }

    /** Fails if a child depends on one that there isn't; has each listen for the lines that others wait for. */
    void connect() {
        for (Seat seat : seats.values()) {
            for (Map.Entry<String, Condition> dependency :
                    seat.spec().dependsOn().entrySet()) {
                Seat other = seat(dependency.getKey());
                if (dependency.getValue() instanceof Condition.Logged logged) {
                    other.lines().listenFor(logged.line());
                }
            }
        }
    }

    String run() {
        return run;
    }

    Instant now() {
        return clocks.now();
    }

    Clocks clocks() {
        return clocks;
    }

    Checker checker() {
        return checker;
    }

    Dependencies dependencies() {
        return dependencies;
    }

    /** Has the lifecycle thread handle an event. Any thread. */
    void post(String child, ChildEvent event) {
        postbox.accept(child, event);
    }

    Alarms alarms() {
        return alarms;
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

    /** Spawns in this order, as far as there is nobody to wait for; many with the help of other threads. */
    void startFirst(Collection<String> names) {
        boolean first = true;
        for (String name : names) {
            handle(name, new ChildEvent.StartRequested(now()));
            if (first) {
                Outrider.send(names.stream().map(this::seat).toList());
                first = false;
            }
        }
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

    /** Notes who has been ready for long enough; before whatever else is handled. */
    void forgiveHealthy() {
        for (Optional<String> child = alarms.takeHealthy(); child.isPresent(); child = alarms.takeHealthy()) {
            handle(child.get(), new ChildEvent.HealthyLongEnough(now()));
        }
    }

    /** Fires every timer that is due. */
    void fireDue() {
        for (Optional<Timers.Timer<Instant>> due = alarms.takeDue(); due.isPresent(); due = alarms.takeDue()) {
            String child = due.get().child();
            switch (due.get().kind()) {
                case STARTUP ->
                    handle(
                            child,
                            new ChildEvent.StartupTimedOut(now(), seat(child).lastAnswer()));
                case BACKOFF -> handle(child, new ChildEvent.BackoffElapsed(now()));
                case STOP -> handle(child, new ChildEvent.StopTimedOut(now()));
                case HEALTHY -> throw new IllegalStateException("internal error: HEALTHY is no timer of wall time");
            }
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
        if (ending && isStart(event)) {
            return;
        }
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

    private static boolean isStart(ChildEvent event) {
        return event.kind() == ChildEvent.Kind.START_REQUESTED || event.kind() == ChildEvent.Kind.RESTART_REQUESTED;
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
                } else if (dependencies.areMet(seat.spec())) {
                    arrivals.add(new Arrival(seat.spec().name(), new ChildEvent.DependenciesMet(now())));
                }
            }
            case IDLE, DYING, REPLACING, BACKOFF -> {
                if (ending) {
                    abandon(seat);
                }
            }
            case SPAWNING, STARTING, READY, UNREADY, STOPPING, KILLING, STOPPED, FAILED, COMPLETED -> {}
        }
    }

    private void abandon(Seat seat) {
        arrivals.add(new Arrival(seat.spec().name(), new ChildEvent.StopRequested(now(), Duration.ZERO)));
    }
}
