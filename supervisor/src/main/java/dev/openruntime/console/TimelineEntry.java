package dev.openruntime.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One line of the timeline. Immutable; instants have microsecond resolution and rise within one supervisor process. */
public sealed interface TimelineEntry {

    /**
     * A supervisor process began.
     *
     * @param at when its main method was entered
     * @param launched when the operating system started the process (10 ms resolution), if known
     */
    record Started(Instant at, long pid, Optional<Instant> launched) implements TimelineEntry {}

    /**
     * Something happened to a child.
     *
     * @param role {@code sidecar}, {@code middleware} or {@code handler}
     * @param embedded true if the child lives inside the supervisor's process
     * @param detail what the probe, the exit status or the last output said
     */
    record ChildChange(
            Instant at,
            String name,
            String role,
            boolean embedded,
            ChildMoment moment,
            OptionalLong pid,
            Optional<String> detail)
            implements TimelineEntry {}

    /**
     * The start came to a moment.
     *
     * @param name as {@code docs/timeline.md} has it; a later version may know more
     */
    record Phase(Instant at, String name) implements TimelineEntry {}

    /** The supervisor asked for an event; the first one of a process ends its init. */
    record NextSent(Instant at) implements TimelineEntry {}

    /**
     * An invocation is over.
     *
     * @param posted when the platform had acknowledged the response or the error
     * @param failed true if an error was posted
     * @param spans the hook calls, the handler's call and the post, in the order in which they began
     */
    record Invocation(
            String requestId,
            Instant received,
            Instant posted,
            boolean failed,
            Optional<String> errorType,
            List<Span> spans)
            implements TimelineEntry {

        public Invocation {
            spans = List.copyOf(spans);
        }

        /** From the event's arrival to the acknowledged answer. */
        public Duration took() {
            return Duration.between(received, posted);
        }
    }

    /** The supervisor process is about to end with this status. */
    record Stopped(Instant at, int status) implements TimelineEntry {}

    /**
     * One step of an invocation.
     *
     * @param hook {@code before}, {@code handle}, {@code after}, {@code error}, {@code timeout}, {@code post} or
     *     {@code flush}
     * @param stage the child's name; empty for a step that has none
     * @param result {@code continue}, {@code replace}, {@code respond}, {@code posted}, or the word for what went wrong
     */
    record Span(String hook, String stage, Instant at, Duration took, String result) {

        /** True if the step ended in another way than its hook means it to. */
        public boolean failed() {
            return switch (result) {
                case "continue", "replace", "respond", "posted" -> false;
                default -> true;
            };
        }
    }
}
