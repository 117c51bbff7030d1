package dev.openruntime.child;

import dev.openruntime.health.Schedule;
import dev.openruntime.health.Target;

/**
 * A probe of a child that has become ready, again and again for as long as it is up.
 *
 * @param target what is asked
 * @param schedule how often, in running time, and how many answers in a row count
 */
public record PeriodicCheck(Target target, Schedule schedule) {}
