/**
 * Endpoints from keys of etcd, by its JSON gateway (v3): all below a prefix are read, then watched.
 *
 * <p>Reads are made by the sidecar's {@code NAME-refresh} threads, which also take up what the watch brings; bytes are
 * moved by its {@code NAME-io} event loop. While nobody asks there is the connection of the watch and nothing that
 * ticks.
 */
@NullMarked
package dev.openruntime.sidecar.discovery.etcd;

import org.jspecify.annotations.NullMarked;
