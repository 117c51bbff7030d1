package dev.openruntime.handler;

/**
 * The states of a runtime, and the whole table of moves between them. The names are the platform's own; they appear in
 * its messages.
 *
 * <p>Two things are not as on the platform: a post with an invalid response mode counts as an answer, where the
 * platform refuses every further call until its reset; here nothing is reset. And while a response is streamed,
 * {@code next} waits, which the table can't say; see {@link Slot#streams}.
 */
enum RuntimeState {
    /** Running, but it has not asked for its first event. */
    STARTED("Started"),
    /** Its process may be kept as a snapshot now. */
    RESTORE_READY("RuntimeRestoreReady"),
    /** Its process was restored, and has yet to ask for its first event. */
    RESTORING("RuntimeRestoring"),
    /** Waiting for an event. */
    READY("Ready"),
    /** It has an event that it has not answered. */
    RUNNING("Running"),
    /** A response is being posted. */
    INVOCATION_RESPONSE("InvocationResponse"),
    /** A response is being posted, and passes on while it comes. The platform has one name for both. */
    STREAMED_RESPONSE("InvocationResponse"),
    /** An error is being posted. */
    INVOCATION_ERROR_RESPONSE("InvocationErrorResponse"),
    /** The event is answered; the next was not asked for yet. */
    RESPONSE_SENT("RuntimeResponseSentState"),
    /** It reported that it can't start. */
    INIT_ERROR("InitError"),
    /** It reported that it can't go on from its snapshot. */
    RESTORE_ERROR("RuntimeRestoreErrorState");

    private final String platformName;

    RuntimeState(String platformName) {
        this.platformName = platformName;
    }

    /** Whether it may go over to that state. A repeated {@code next} is no move: the event is served again. */
    boolean allows(RuntimeState target) {
        return switch (this) {
            case STARTED -> target == READY || target == RESTORE_READY || target == INIT_ERROR;
            case RESTORE_READY -> target == RESTORING;
            case RESTORING -> target == READY || target == RESTORE_ERROR;
            case READY -> target == READY || target == RUNNING;
            case RUNNING -> target == INVOCATION_RESPONSE || target == INVOCATION_ERROR_RESPONSE;
            case INVOCATION_RESPONSE, STREAMED_RESPONSE, INVOCATION_ERROR_RESPONSE -> target == RESPONSE_SENT;
            case RESPONSE_SENT -> target == READY;
            case INIT_ERROR, RESTORE_ERROR -> false;
        };
    }

    /** Whether it has yet to ask for another event than the one that it has. */
    boolean isAtAnEvent() {
        return switch (this) {
            case RUNNING, INVOCATION_RESPONSE, STREAMED_RESPONSE, INVOCATION_ERROR_RESPONSE, RESPONSE_SENT -> true;
            case STARTED, RESTORE_READY, RESTORING, READY, INIT_ERROR, RESTORE_ERROR -> false;
        };
    }

    /** What the platform says when it refuses a move. */
    String refusal(RuntimeState target) {
        return "State transition from " + platformName + " to " + target.platformName
                + " failed for runtime. Error: State transition is not allowed";
    }
}
