/**
 * What happens to one event: through the middleware, to the handler, and back out. The order stands in one method,
 * {@code Pipeline.pass}; what is done when time runs out, in {@code Governor}; what comes after the response, in
 * {@code FlushPhase}.
 *
 * <p>Threads: everything runs on the invocation's thread and blocks it; only the hooks that are called when time has
 * run out run in parallel, each on a short-lived thread of its own, and sidecars that are flushed have a thread each.
 */
@NullMarked
package dev.openruntime.pipeline;

import org.jspecify.annotations.NullMarked;
