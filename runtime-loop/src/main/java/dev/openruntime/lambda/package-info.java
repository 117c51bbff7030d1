/**
 * The client of the Lambda Runtime API (2018-06-01) and Extensions API (2020-01-01): one type an endpoint, over one
 * keep-alive connection each, by a client of its own over {@link dev.openruntime.http}.
 *
 * <p>Threads: calls block the thread that makes them, and it reads and writes the socket itself; there are no others.
 */
@NullMarked
package dev.openruntime.lambda;

import org.jspecify.annotations.NullMarked;
