/**
 * Hands what the supervisor knows of itself and its children to the sidecar that collects metrics: counts and times by
 * {@link dev.openruntime.meters.OwnMeters}, memory and processor time by {@link dev.openruntime.meters.Usages}.
 *
 * <p>Nothing is read but in a flush of that sidecar, on the thread that flushes it, and at most every ten seconds;
 * where nobody collects metrics nothing of this is loaded. What is counted in between costs an addition: invocations on
 * the loop's thread, what becomes of children on theirs.
 */
@NullMarked
package dev.openruntime.meters;

import org.jspecify.annotations.NullMarked;
