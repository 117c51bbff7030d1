/**
 * Probes that find out whether a child is ready. No library but the JDK's plain sockets, since they run on the way to
 * the first event. Each runs on its own daemon thread, named after its child, only while it is needed. Called by
 * {@code dev.openruntime.child}.
 */
@NullMarked
package dev.openruntime.health;

import org.jspecify.annotations.NullMarked;
