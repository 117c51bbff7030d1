package dev.openruntime.child;

/** The timers of a child. At most one of each kind runs for it. */
enum TimerKind {
    /** By wall time; void where it comes late, because everybody was frozen. */
    STARTUP,
    /** By running time. Nobody is woken for it: it is looked at before anything else is. */
    HEALTHY,
    /** By wall time. */
    BACKOFF,
    /** By wall time. */
    STOP
}
