package dev.openruntime.child;

import java.time.Duration;

/**
 * How a child is asked to end.
 *
 * @param signal its name without {@code SIG}, such as {@code TERM}
 * @param within how long it has before its tree is killed; the budget of a shutdown may shorten it
 */
public record StopSpec(String signal, Duration within) {}
