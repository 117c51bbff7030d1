package dev.openruntime.emulator;

/** What can happen to the runtime of an environment, as far as the Runtime API's states go. */
enum RuntimeEvent {
    /** The runtime asked for an event. */
    NEXT("Ready"),
    /** An event was handed to a waiting {@code next}. */
    EVENT_SERVED("Running"),
    /** The head of a post to {@code …/response} arrived. */
    RESPONSE("InvocationResponse"),
    /** The head of a post to {@code …/error} arrived. */
    ERROR("InvocationErrorResponse"),
    /** The post that was begun is over: taken, too large or truncated. */
    POST_COMPLETED("RuntimeResponseSentState"),
    /** The runtime reported that it cannot start. */
    INIT_ERROR("InitError"),
    /** The runtime says that it may be kept as a snapshot. */
    RESTORE_NEXT("RuntimeRestoreReady"),
    /** It was restored. */
    RESTORED("RuntimeRestoring"),
    /** The runtime reported that it cannot go on from its snapshot. */
    RESTORE_ERROR("RuntimeRestoreErrorState");

    private final String target;

    RuntimeEvent(String target) {
        this.target = target;
    }

    /** The state that this event aims at, as refusals name it. */
    String target() {
        return target;
    }
}
