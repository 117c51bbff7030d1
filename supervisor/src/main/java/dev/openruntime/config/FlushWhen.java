package dev.openruntime.config;

import java.time.Duration;

/** When a child is flushed. Each of them is also flushed at shutdown. */
public sealed interface FlushWhen {

    /** After each response, before the next event is asked for. */
    record Each() implements FlushWhen {}

    /**
     * After a response, if so much running time is over since the last flush.
     *
     * @param period more than zero
     */
    record Every(Duration period) implements FlushWhen {}

    /**
     * After each response to an event that was waited for; where events follow each other, after the first response by
     * which a second of running time has passed since the last flush.
     */
    record Adaptive() implements FlushWhen {}

    /** Only when the supervisor ends. */
    record Shutdown() implements FlushWhen {}
}
