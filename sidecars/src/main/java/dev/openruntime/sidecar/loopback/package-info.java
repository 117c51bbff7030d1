/**
 * HTTP for built-ins that are asked on 127.0.0.1: a port that is bound before any child starts, also for a process that
 * isn't there yet, and Netty behind it, which is brought up by the first caller.
 *
 * <p>Threads: {@code NAME-accept} waits for the first caller, {@code NAME-io} is the event loop. Whoever serves says
 * what answers a request.
 */
@NullMarked
package dev.openruntime.sidecar.loopback;

import org.jspecify.annotations.NullMarked;
