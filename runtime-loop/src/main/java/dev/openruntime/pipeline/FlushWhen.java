package dev.openruntime.pipeline;

import java.time.Duration;

/** After which responses a child is flushed. All are flushed once more before they are stopped. */
public sealed interface FlushWhen {

    /** After each. */
    record Each() implements FlushWhen {}

    /**
     * After the first by which so much running time has passed since its last flush, or since the start. No timer: it
     * costs nothing between responses.
     */
    record Every(Duration period) implements FlushWhen {}

    /**
     * After each that had to be waited for; where one follows the other, after the first by which a second has passed.
     */
    record Adaptive() implements FlushWhen {}

    /** After none: only before it is stopped. */
    record Shutdown() implements FlushWhen {}
}
