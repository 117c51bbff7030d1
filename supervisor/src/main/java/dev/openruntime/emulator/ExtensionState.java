package dev.openruntime.emulator;

import java.util.Optional;

/**
 * The states of an extension from its registration on, and the whole table of moves between them.
 *
 * <p>{@link #AWAY} is ours: the platform would refuse an extension that asks again after its connection broke, and
 * leave it deaf for good; here it may come back. To the extension it is called Ready, too.
 */
enum ExtensionState {
    /** Known, but it has not asked for its first event. */
    REGISTERED("Registered"),
    /** Waiting for an event. */
    READY("Ready"),
    /** It was waiting, and its connection went away. */
    AWAY("Ready"),
    /** It works on an event. */
    RUNNING("Running"),
    /** It could not start. */
    INIT_ERROR("InitError"),
    /** It said that it will exit. */
    EXIT_ERROR("ExitError");

    private final String platformName;

    ExtensionState(String platformName) {
        this.platformName = platformName;
    }

    /** The state after an event; empty where the platform refuses it and the state stays as it is. */
    Optional<ExtensionState> on(ExtensionEvent event) {
        return Optional.ofNullable(
                switch (this) {
                    case REGISTERED ->
                        switch (event) {
                            case NEXT -> READY;
                            case INIT_ERROR -> INIT_ERROR;
                            case EXIT_ERROR -> EXIT_ERROR;
                            case EVENT_SERVED, WAITER_LOST -> null;
                        };
                    case READY ->
                        switch (event) {
                            case EVENT_SERVED -> RUNNING;
                            case WAITER_LOST -> AWAY;
                            case EXIT_ERROR -> EXIT_ERROR;
                            case NEXT, INIT_ERROR -> null;
                        };
                    case AWAY ->
                        switch (event) {
                            case NEXT -> READY;
                            case EXIT_ERROR -> EXIT_ERROR;
                            case EVENT_SERVED, WAITER_LOST, INIT_ERROR -> null;
                        };
                    case RUNNING ->
                        switch (event) {
                            case NEXT -> READY;
                            case EXIT_ERROR -> EXIT_ERROR;
                            case EVENT_SERVED, WAITER_LOST, INIT_ERROR -> null;
                        };
                    case INIT_ERROR -> event == ExtensionEvent.INIT_ERROR ? INIT_ERROR : null;
                    case EXIT_ERROR -> event == ExtensionEvent.EXIT_ERROR ? EXIT_ERROR : null;
                });
    }

    /** Whether it has begun to listen, so that nothing of its start is awaited any more. */
    boolean listening() {
        return this == READY || this == AWAY;
    }

    /** The platform's name for it. */
    String platformName() {
        return platformName;
    }

    /** The type of the error that brought it here, if one did. */
    Optional<String> errorType() {
        return this == INIT_ERROR || this == EXIT_ERROR ? Optional.of("Extension." + platformName) : Optional.empty();
    }

    /** What the platform says when it refuses an event in this state. */
    String refusal(ExtensionEvent event, String identifier) {
        return "State transition from " + platformName + " to " + event.target() + " failed for extension " + identifier
                + ". Error: State transition is not allowed";
    }
}
