package dev.openruntime.emulator;

import java.time.Instant;

/**
 * An invocation as runtime and extensions are told of it.
 *
 * @param deadline when the platform will end it
 * @param functionArn as its caller named the function
 */
record Event(Invocation invocation, Instant deadline, String functionArn) {
    String requestId() {
        return invocation.requestId();
    }
}
