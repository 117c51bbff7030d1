/**
 * The flush of sidecars over HTTP: one request on a connection that is kept, every step of it bounded. Called by the
 * flush phase on the invocation's thread or a thread {@code flush-NAME}, never by two at once for one sidecar.
 */
@NullMarked
package dev.openruntime.flush;

import org.jspecify.annotations.NullMarked;
