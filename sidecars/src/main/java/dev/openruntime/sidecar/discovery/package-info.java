/**
 * The built-in sidecar {@code discovery}: tells the handler and the workers where services are, over HTTP on loopback.
 *
 * <p>What it tells comes from sources, one package each below this one, in the order of the settings. The port is bound
 * before any child starts, and every child finds the address in {@code OPEN_RUNTIME_DISCOVERY}. Netty is brought up by
 * the first caller, on a thread of the sidecar's own ({@code NAME-accept}), and serves on one event loop
 * ({@code NAME-io}); until then the kernel queues callers. Sources are asked on up to eight {@code NAME-refresh}
 * threads, because of a request and never by a clock. So a function that asks nothing while it starts pays for a bound
 * socket and a thread, and nothing ticks while idle.
 */
@NullMarked
package dev.openruntime.sidecar.discovery;

import org.jspecify.annotations.NullMarked;
