/**
 * The client of the Lambda Runtime API (2018-06-01) and Extensions API (2020-01-01): one type an endpoint, over one
 * keep-alive connection each.
 *
 * <p>Threads: calls block the thread that makes them; one Netty event loop thread, {@code lambda-io}, moves the bytes.
 */
@NullMarked
package dev.openruntime.lambda;

import org.jspecify.annotations.NullMarked;
