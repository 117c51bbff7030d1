package dev.openruntime.child;

import dev.openruntime.health.Target;
import java.time.Duration;

/**
 * A probe of a child that has become ready, again and again for as long as it is up.
 *
 * @param target what is asked
 * @param every from the beginning of one attempt to the beginning of the next, in running time; attempts never overlap
 * @param timeout of one attempt
 * @param failures so many in a row count as a failure; at least 1
 * @param successes so many in a row, after a failure, count as a success; at least 1
 */
public record PeriodicCheck(Target target, Duration every, Duration timeout, int failures, int successes) {}
