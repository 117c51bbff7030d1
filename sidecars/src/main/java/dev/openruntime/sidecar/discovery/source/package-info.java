/**
 * What a source of {@code discovery} is, and what it tells: endpoints by the name of their service.
 *
 * <p>One implementation a package beside this one; the sidecar calls them from its {@code NAME-refresh} threads. On the
 * start path only names and endpoints are used, to check settings.
 */
@NullMarked
package dev.openruntime.sidecar.discovery.source;

import org.jspecify.annotations.NullMarked;
