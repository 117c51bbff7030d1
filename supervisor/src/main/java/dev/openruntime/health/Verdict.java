package dev.openruntime.health;

/** What a probe says of its child, by as many answers in a row as its thresholds ask for. */
public enum Verdict {
    /** Not enough answers yet. */
    UNKNOWN,
    PASSING,
    FAILING
}
