package dev.openruntime.handler;

/** How far the platform has come that keeps the environment as a snapshot, when a process is started. */
public enum Snapshots {
    /** It keeps none: what a process asks of them is the platform's to answer. */
    NONE,
    /** It is going to keep one. */
    AHEAD,
    /** The environment was restored from one. */
    BEHIND
}
