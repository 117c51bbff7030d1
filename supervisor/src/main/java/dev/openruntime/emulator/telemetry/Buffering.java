package dev.openruntime.emulator.telemetry;

import java.time.Duration;

/**
 * When a batch is sent: as soon as one of the three is reached.
 *
 * @param maxItems records in a batch, 1,000 to 10,000
 * @param maxBytes of a batch, 262,144 to 1,048,576
 * @param timeout how long a record waits for others, 25 ms to 30 s
 */
record Buffering(int maxItems, int maxBytes, Duration timeout) {
    /** The platform's defaults. */
    static final Buffering DEFAULT = new Buffering(10_000, 262_144, Duration.ofSeconds(1));
}
