package dev.openruntime.emulator;

import java.util.Optional;

/**
 * The answer to an invocation, with what only the platform's log is told.
 *
 * @param result whose payload is empty where the caller got it while it was made
 * @param errorType the platform's word for the failure, absent on success
 * @param producedBytes how long the payload was
 */
record Outcome(InvokeResult result, InvocationReport.Status status, Optional<String> errorType, long producedBytes) {

    Outcome(InvokeResult result, InvocationReport.Status status, Optional<String> errorType) {
        this(result, status, errorType, result.payload().length);
    }
}
