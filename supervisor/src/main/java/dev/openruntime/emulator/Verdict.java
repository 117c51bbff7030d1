package dev.openruntime.emulator;

import java.util.Optional;

/**
 * What is made of an invocation when the wait for its runtime is over.
 *
 * @param errorType the platform's word for the failure, absent on success
 */
record Verdict(InvocationReport.Status status, Optional<String> errorType) {

    static Verdict of(Invocation invocation, Monitor.Wait wait) {
        return switch (wait) {
            case Monitor.Wait.Done() -> {
                Outcome outcome = invocation.outcome().orElseThrow();
                yield new Verdict(outcome.status(), outcome.errorType());
            }
            case Monitor.Wait.Failed(Fault fault) ->
                new Verdict(
                        InvocationReport.Status.FAILURE,
                        Optional.of(fault.error(Optional.empty()).errorType()));
            case Monitor.Wait.TimedOut() ->
                new Verdict(InvocationReport.Status.TIMEOUT, Optional.of("Sandbox.Timedout"));
        };
    }
}
