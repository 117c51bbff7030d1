/**
 * The little HTTP/1.1 that it takes to hand over a batch, over blocking sockets of the JDK: one request a connection,
 * on the thread that flushes. The JDK's own clients are not used: {@code HttpURLConnection} repeats a POST that failed
 * by itself, and {@code HttpClient} brings threads and milliseconds of its own.
 */
@NullMarked
package dev.openruntime.sidecar.metrics.http;

import org.jspecify.annotations.NullMarked;
