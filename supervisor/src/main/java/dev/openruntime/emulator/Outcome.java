package dev.openruntime.emulator;

import java.util.Optional;

/**
 * The answer to an invocation, with what only the platform's log is told.
 *
 * @param errorType the platform's word for the failure, absent on success
 */
record Outcome(InvokeResult result, InvocationReport.Status status, Optional<String> errorType) {}
