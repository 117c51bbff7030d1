package dev.openruntime.emulator;

import java.time.Instant;

/** What an extension that asks for an event is given. */
sealed interface ExtensionTask {
    /** An invocation has begun. */
    record Invoke(Event event) implements ExtensionTask {}

    /**
     * The environment ends.
     *
     * @param deadline after which the extension is killed
     */
    record Shutdown(ShutdownReason reason, Instant deadline) implements ExtensionTask {}
}
