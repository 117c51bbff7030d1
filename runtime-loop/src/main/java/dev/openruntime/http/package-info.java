/**
 * Messages of HTTP/1.1 on a connection that blocks: as much of it as a platform or a runtime may say. Knows neither
 * side of the Runtime API; whoever reads and writes brings the thread.
 */
@NullMarked
package dev.openruntime.http;

import org.jspecify.annotations.NullMarked;
