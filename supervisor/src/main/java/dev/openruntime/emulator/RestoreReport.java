package dev.openruntime.emulator;

import java.time.Duration;
import java.util.Optional;

/**
 * How a restore went.
 *
 * @param status the platform's word: {@code success}, {@code error} or {@code timeout}
 * @param errorType the platform's word for the failure, absent on success
 * @param duration until the runtime asked for its first event, or until it failed
 */
record RestoreReport(String status, Optional<String> errorType, Duration duration) {

    static RestoreReport of(Monitor.Wait wait, Duration took) {
        return switch (wait) {
            case Monitor.Wait.Done() -> new RestoreReport("success", Optional.empty(), took);
            case Monitor.Wait.Failed(Fault fault) ->
                new RestoreReport(
                        "error", Optional.of(fault.error(Optional.empty()).errorType()), took);
            case Monitor.Wait.TimedOut() ->
                new RestoreReport("timeout", Optional.of(PlatformError.RESTORE_TIMEOUT), took);
        };
    }
}
