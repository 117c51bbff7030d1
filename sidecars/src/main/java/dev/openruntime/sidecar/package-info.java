/**
 * The contract of built-in sidecars: what one does ({@link dev.openruntime.sidecar.Sidecar}) and what it is given
 * ({@link dev.openruntime.sidecar.SidecarContext}).
 *
 * <p>A built-in runs embedded in the supervisor, which starts, watches, restarts and stops it as it does any child. The
 * supervisor implements the context and calls the sidecar; a built-in knows nothing of the supervisor. The built-ins
 * are in the packages below this one, the list of them in {@code dev.openruntime.sidecar.catalog}. On the start path:
 * nothing here loads Netty, logging or a JSON library.
 */
@NullMarked
package dev.openruntime.sidecar;

import org.jspecify.annotations.NullMarked;
