package dev.openruntime.child;

/** What a child is for. The order is the order of start-up; a stop goes through it backwards. */
public enum ChildRole {
    SIDECAR,
    MIDDLEWARE,
    HANDLER
}
