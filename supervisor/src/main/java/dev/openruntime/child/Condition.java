package dev.openruntime.child;

/** What a child that depends on another waits for before it is spawned the first time. */
public enum Condition {
    /** The other has been spawned and has not died since. */
    STARTED,
    /** The other is ready. */
    HEALTHY
}
