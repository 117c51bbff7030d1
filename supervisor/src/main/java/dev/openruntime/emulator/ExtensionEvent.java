package dev.openruntime.emulator;

/** What can happen to a registered extension, as far as the Extensions API's states go. */
enum ExtensionEvent {
    /** It asked for an event, and so has finished with the one before. */
    NEXT("Ready"),
    /** An event was handed to its waiting {@code event/next}. */
    EVENT_SERVED("Running"),
    /** The connection of its waiting {@code event/next} was closed. */
    WAITER_LOST("Ready"),
    /** It reported that it cannot start. */
    INIT_ERROR("InitError"),
    /** It reported that it is about to exit. */
    EXIT_ERROR("ExitError");

    private final String target;

    ExtensionEvent(String target) {
        this.target = target;
    }

    /** The state that this event aims at, as refusals name it. */
    String target() {
        return target;
    }
}
