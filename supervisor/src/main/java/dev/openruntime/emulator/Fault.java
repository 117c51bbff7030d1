package dev.openruntime.emulator;

import java.time.Duration;
import java.util.Optional;

/** Why an environment cannot go on. The first fault of a life is the one that counts. */
sealed interface Fault {
    /** The runtime posted {@code init/error}. */
    record InitErrorPosted(PlatformError posted) implements Fault {}

    /** The runtime posted {@code restore/error}. */
    record RestoreErrorPosted(PlatformError posted) implements Fault {}

    /** The runtime did not ask for an event in time after it was restored. */
    record RestoreTimedOut(Duration limit) implements Fault {}

    /** The runtime's process ended. */
    record RuntimeExited(ExitStatus status) implements Fault {}

    /** The bootstrap could not be started at all. */
    record LaunchFailed(String type, String message) implements Fault {}

    /**
     * An extension posted {@code init/error} or {@code exit/error}.
     *
     * @param external whether it is a process of its own, so that the runtime has nothing to do with its exit
     */
    record ExtensionFailed(String type, String name, String reported, boolean external) implements Fault {}

    /** The process of an external extension ended. */
    record ExtensionExited(String name, ExitStatus status) implements Fault {}

    /** The emulator is being closed. */
    record Closed() implements Fault {}

    /** Whether the runtime's process said that it is about to exit by itself, and should be given the time for it. */
    default boolean exitFollows() {
        return switch (this) {
            case InitErrorPosted posted -> true;
            case RestoreErrorPosted posted -> true;
            case RestoreTimedOut late -> false;
            case ExtensionFailed failed -> !failed.external();
            case ExtensionExited exited -> false;
            case RuntimeExited exited -> false;
            case LaunchFailed failed -> false;
            case Closed() -> false;
        };
    }

    /**
     * What the invoker is told.
     *
     * @param requestId of the invocation, absent where the fault came before there was one
     */
    default PlatformError error(Optional<String> requestId) {
        return switch (this) {
            case InitErrorPosted(PlatformError posted) -> posted;
            case RestoreErrorPosted(PlatformError posted) -> posted;
            case RestoreTimedOut late -> PlatformError.of(PlatformError.RESTORE_TIMEOUT, message(requestId));
            case RuntimeExited exited -> PlatformError.of("Runtime.ExitError", message(requestId));
            case LaunchFailed failed -> PlatformError.of(failed.type(), message(requestId));
            case ExtensionExited exited -> PlatformError.of("Extension.Crash", message(requestId));
            case ExtensionFailed failed -> PlatformError.of(failed.type(), message(requestId));
            case Closed() -> PlatformError.of("Sandbox.Failure", message(requestId));
        };
    }

    /** What the log is told, and the invoker where the platform speaks for itself. */
    default String message(Optional<String> requestId) {
        return requestId.map(id -> "RequestId: " + id + " ").orElse("") + "Error: " + reason();
    }

    private String reason() {
        return switch (this) {
            case InitErrorPosted posted -> "the runtime reported that it cannot start";
            case RestoreErrorPosted posted -> "the runtime reported that it cannot go on from its snapshot";
            case RestoreTimedOut(Duration limit) ->
                "the runtime was restored, and asked for no event within " + limit.toMillis() + " ms";
            case RuntimeExited(ExitStatus status) -> status.reason();
            case ExtensionExited(String name, ExitStatus status) -> status.words() + " (extension " + name + ")";
            case LaunchFailed failed -> failed.message();
            case ExtensionFailed failed -> "extension " + failed.name() + " reported " + failed.reported();
            case Closed() -> "the emulator was closed";
        };
    }
}
