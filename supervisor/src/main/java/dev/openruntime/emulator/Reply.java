package dev.openruntime.emulator;

/** What a session says to a call of one of its APIs. */
sealed interface Reply<T> {
    /** The call may go on. */
    record Granted<T>(T value) implements Reply<T> {}

    /** The call is answered with an error, and nothing has changed. */
    record Refused<T>(int status, String errorType, String message) implements Reply<T> {}

    /** Nobody is there to be answered: the client has gone, or the environment has ended. */
    record Gone<T>() implements Reply<T> {}
}
