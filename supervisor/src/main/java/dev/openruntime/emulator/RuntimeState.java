package dev.openruntime.emulator;

import java.util.Optional;

/**
 * The states of a runtime in one life of the environment, and the whole table of moves between them. Nothing else
 * decides which call of the Runtime API is refused.
 *
 * <p>The names are the platform's own; they appear in its messages. A post with an invalid response mode leaves
 * {@link #INVOCATION_RESPONSE} for good, as on the platform: no event completes it, and every further call is refused
 * until the environment is reset.
 */
enum RuntimeState {
    /** Running, but it has not asked for its first event. */
    STARTED("Started"),
    /** May be kept as a snapshot, and waits to be restored. */
    RESTORE_READY("RuntimeRestoreReady"),
    /** Was restored, and has yet to ask for its first event. */
    RESTORING("RuntimeRestoring"),
    /** Waiting for an event. */
    READY("Ready"),
    /** It has an event that it has not answered. */
    RUNNING("Running"),
    /** A response is being posted. */
    INVOCATION_RESPONSE("InvocationResponse"),
    /** An error is being posted. */
    INVOCATION_ERROR_RESPONSE("InvocationErrorResponse"),
    /** The event is answered; the next was not asked for yet. */
    RESPONSE_SENT("RuntimeResponseSentState"),
    /** It reported that it cannot start. */
    INIT_ERROR("InitError"),
    /** It reported that it cannot go on from its snapshot. */
    RESTORE_ERROR("RuntimeRestoreErrorState");

    private final String platformName;

    RuntimeState(String platformName) {
        this.platformName = platformName;
    }

    /**
     * The state after an event; empty where the platform refuses it and the state stays as it is.
     * {@link RuntimeEvent#NEXT} in {@link #RUNNING} is legal and serves the same event again.
     */
    Optional<RuntimeState> on(RuntimeEvent event) {
        return Optional.ofNullable(
                switch (this) {
                    case STARTED ->
                        switch (event) {
                            case NEXT -> READY;
                            case INIT_ERROR -> INIT_ERROR;
                            case RESTORE_NEXT -> RESTORE_READY;
                            case EVENT_SERVED, RESPONSE, ERROR, POST_COMPLETED, RESTORED, RESTORE_ERROR -> null;
                        };
                    case RESTORE_READY -> event == RuntimeEvent.RESTORED ? RESTORING : null;
                    case RESTORING ->
                        switch (event) {
                            case NEXT -> READY;
                            case RESTORE_ERROR -> RESTORE_ERROR;
                            case EVENT_SERVED, RESPONSE, ERROR, POST_COMPLETED -> null;
                            case INIT_ERROR, RESTORE_NEXT, RESTORED -> null;
                        };
                    case READY ->
                        switch (event) {
                            case NEXT -> READY;
                            case EVENT_SERVED -> RUNNING;
                            case RESPONSE, ERROR, POST_COMPLETED, INIT_ERROR -> null;
                            case RESTORE_NEXT, RESTORED, RESTORE_ERROR -> null;
                        };
                    case RUNNING ->
                        switch (event) {
                            case NEXT -> RUNNING;
                            case RESPONSE -> INVOCATION_RESPONSE;
                            case ERROR -> INVOCATION_ERROR_RESPONSE;
                            case EVENT_SERVED, POST_COMPLETED, INIT_ERROR -> null;
                            case RESTORE_NEXT, RESTORED, RESTORE_ERROR -> null;
                        };
                    case INVOCATION_RESPONSE, INVOCATION_ERROR_RESPONSE ->
                        switch (event) {
                            case POST_COMPLETED -> RESPONSE_SENT;
                            case NEXT, EVENT_SERVED, RESPONSE, ERROR, INIT_ERROR -> null;
                            case RESTORE_NEXT, RESTORED, RESTORE_ERROR -> null;
                        };
                    case RESPONSE_SENT ->
                        switch (event) {
                            case NEXT -> READY;
                            case EVENT_SERVED, RESPONSE, ERROR, POST_COMPLETED, INIT_ERROR -> null;
                            case RESTORE_NEXT, RESTORED, RESTORE_ERROR -> null;
                        };
                    case INIT_ERROR, RESTORE_ERROR -> null;
                });
    }

    /** What the platform says when it refuses an event in this state. */
    String refusal(RuntimeEvent event) {
        return "State transition from " + platformName + " to " + event.target()
                + " failed for runtime. Error: State transition is not allowed";
    }
}
