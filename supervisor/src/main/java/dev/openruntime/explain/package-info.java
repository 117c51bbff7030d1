/**
 * What the supervisor will do with a configuration, found out without starting anything: who starts when, what bounds
 * init, who is flushed, and how the time of a shutdown is divided.
 *
 * <p>Pure and stateless; any thread. Called by the command line ({@code explain}). What can only be known by the code
 * that does it, it asks through {@link dev.openruntime.explain.Planner}, which the supervisor implements.
 */
@NullMarked
package dev.openruntime.explain;

import org.jspecify.annotations.NullMarked;
