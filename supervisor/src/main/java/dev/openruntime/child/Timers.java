package dev.openruntime.child;

import java.time.Instant;
import java.util.Optional;
import java.util.PriorityQueue;

/** The timers of all children in one queue. No thread of its own: the lifecycle thread sleeps until the next is due. */
final class Timers {

    /** One timer that runs, or has just come due. */
    record Timer(String child, TimerKind kind, Instant due) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return due.compareTo(other.due);
        }
    }

    private final PriorityQueue<Timer> queue = new PriorityQueue<>();

    void start(String child, TimerKind kind, Instant due) {
        cancel(child, kind);
        queue.add(new Timer(child, kind, due));
    }

    void cancel(String child, TimerKind kind) {
        queue.removeIf(timer -> timer.kind() == kind && timer.child().equals(child));
    }

    /** When the next comes due; empty while none runs. */
    Optional<Instant> nextDue() {
        return Optional.ofNullable(queue.peek()).map(Timer::due);
    }

    /** Takes one out that is due by {@code now}. */
    Optional<Timer> takeDue(Instant now) {
        Timer first = queue.peek();
        if (first == null || first.due().isAfter(now)) {
            return Optional.empty();
        }
        queue.remove();
        return Optional.of(first);
    }
}
