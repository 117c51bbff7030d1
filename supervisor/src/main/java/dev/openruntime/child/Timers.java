package dev.openruntime.child;

import java.time.Duration;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The timers of all children by one clock, in one queue. No thread of its own.
 *
 * @param <T> a time of that clock
 */
final class Timers<T extends Comparable<? super T>> {

    /** One timer that runs, or has just come due; {@code delay} is what it was started with. */
    record Timer<T extends Comparable<? super T>>(String child, TimerKind kind, T due, Duration delay)
            implements Comparable<Timer<T>> {
        @Override
        public int compareTo(Timer<T> other) {
            return due.compareTo(other.due);
        }
    }

    private final PriorityQueue<Timer<T>> queue = new PriorityQueue<>();

    void start(String child, TimerKind kind, T due, Duration delay) {
        cancel(child, kind);
        queue.add(new Timer<>(child, kind, due, delay));
    }

    void cancel(String child, TimerKind kind) {
        queue.removeIf(timer -> timer.kind() == kind && timer.child().equals(child));
    }

    /** When the next comes due; empty while none runs. */
    Optional<T> nextDue() {
        return Optional.ofNullable(queue.peek()).map(Timer::due);
    }

    /** Takes one out that is due by {@code now}. */
    Optional<Timer<T>> takeDue(T now) {
        Timer<T> first = queue.peek();
        if (first == null || first.due().compareTo(now) > 0) {
            return Optional.empty();
        }
        queue.remove();
        return Optional.of(first);
    }
}
