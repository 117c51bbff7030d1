/**
 * The admin endpoint: HTTP on a Unix socket of this user's own, for people ({@code open-runtime status}) and scrapers.
 *
 * <p>Nothing of it is on the way to the first {@code next}, and whoever is never asked never pays for a server: once
 * the first event is answered, or hasn't come for a second, the thread {@code admin} binds the socket with nothing but
 * the JDK and waits for a first caller, without waking up. Only then is Netty brought up, on the thread
 * {@code admin-io}, which moves bytes; what is answered is made on {@code admin}, one answer after the other. Called by
 * the wiring, the invocation loop (figures) and the shutdown; {@link dev.openruntime.admin.SocketFolder} also by the
 * command line, to find the sockets.
 */
@NullMarked
package dev.openruntime.admin;

import org.jspecify.annotations.NullMarked;
