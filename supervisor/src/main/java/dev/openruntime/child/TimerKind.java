package dev.openruntime.child;

/** The timers of a child. At most one of each kind runs for it. */
enum TimerKind {
    STARTUP,
    HEALTHY,
    BACKOFF,
    STOP
}
