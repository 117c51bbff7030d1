/**
 * Endpoints from DNS: addresses (A, AAAA) of a name, or instances (SRV). Netty's resolver asks; it is loaded when the
 * first question is.
 *
 * <p>Called by the sidecar's {@code NAME-refresh} threads, which wait for the answers; input and output are done by its
 * {@code NAME-io} event loop.
 */
@NullMarked
package dev.openruntime.sidecar.discovery.dns;

import org.jspecify.annotations.NullMarked;
