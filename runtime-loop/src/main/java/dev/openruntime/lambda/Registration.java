package dev.openruntime.lambda;

/** What came of the attempt to register an extension. */
public sealed interface Registration {

    /**
     * The platform knows it, and sends SIGTERM before SIGKILL.
     *
     * @param identifier by which it asks for events
     */
    record Accepted(String identifier) implements Registration {}

    /**
     * There is none: SIGKILL without warning is to be expected.
     *
     * @param why in words: what the platform answered, or why it can't be reached
     */
    record Refused(String why) implements Registration {}
}
