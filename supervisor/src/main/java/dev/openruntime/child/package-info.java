/**
 * The one lifecycle of every supervised child: sidecar, middleware worker and handler alike.
 *
 * <p>{@link dev.openruntime.child.Transitions} is the whole behaviour as one pure table: a state and an event give the
 * next state and the effects. {@link dev.openruntime.child.Children} owns the children, keeps their states and carries
 * the effects out. One thread, {@code children}, runs all of it; only the very first spawns happen on the thread that
 * calls {@link dev.openruntime.child.Children#spawnFirst}, with the help of two others where they are many, before
 * anything but the JDK and Commons Exec is loaded. What a child is made of is the business of its
 * {@link dev.openruntime.child.Spawner}; what the world hears of it, of {@link dev.openruntime.child.ChildListener}.
 * Called by the wiring, the invocation loop's {@code Workers} and shutdown.
 */
@NullMarked
package dev.openruntime.child;

import org.jspecify.annotations.NullMarked;
