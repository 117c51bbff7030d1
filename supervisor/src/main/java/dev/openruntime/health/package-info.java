/**
 * Probes that find out whether a child is ready or lives. No library but the JDK's plain sockets, since the first of
 * them run on the way to the first event; Unix domain sockets only where one is asked. A {@code StartupProbe} has a
 * daemon thread of its own, only while it is needed. A {@code PeriodicProbe} has one for each attempt, as long as that
 * takes; {@code probes} begins them all, and doesn't run where there is none. Called by {@code dev.openruntime.child}.
 */
@NullMarked
package dev.openruntime.health;

import org.jspecify.annotations.NullMarked;
