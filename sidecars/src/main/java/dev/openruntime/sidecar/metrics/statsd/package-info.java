/**
 * StatsD and DogStatsD over UDP, on 127.0.0.1.
 *
 * <p>A datagram to loopback is in the socket's buffer when the sender's call returns. One thread, {@code NAME-statsd},
 * takes them out as they come and otherwise sleeps in the kernel; whoever flushes takes out what is left, so that all
 * is in that was sent before. Both do so under one lock, and the JDK's channels do it all: no Netty here.
 */
@NullMarked
package dev.openruntime.sidecar.metrics.statsd;

import org.jspecify.annotations.NullMarked;
