package dev.openruntime.emulator;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the platform says of an invocation that is over: its {@code REPORT} line.
 *
 * @param requestId the invocation's id
 * @param status how it went
 * @param errorType the platform's word for the failure
 * @param duration from the event's arrival until runtime and extensions were ready for the next one, a suppressed init
 *     included
 * @param initDuration of the init phase, for the first invocation after it
 * @param maxMemoryBytes most memory seen so far in this life of the bootstrap, all its processes together; empty where
 *     {@code /proc} did not tell
 * @param postRuntimeExtensions how long extensions held the invocation's end when the runtime had finished; empty where
 *     none is told of invocations
 */
public record InvocationReport(
        String requestId,
        Status status,
        Optional<String> errorType,
        Duration duration,
        Optional<Duration> initDuration,
        OptionalLong maxMemoryBytes,
        Optional<Duration> postRuntimeExtensions) {
    /** The ways an invocation ends. */
    public enum Status {
        /** A response was posted. */
        SUCCESS,
        /** The runtime posted an error. */
        ERROR,
        /** The runtime or an extension failed or exited; the environment was reset. */
        FAILURE,
        /** The function's time was up; the environment was reset. */
        TIMEOUT
    }
}
