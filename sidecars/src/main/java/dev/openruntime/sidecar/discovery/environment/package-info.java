/**
 * Endpoints from environment variables, as Kubernetes and Docker's links set them. Read once, when the sidecar starts.
 */
@NullMarked
package dev.openruntime.sidecar.discovery.environment;

import org.jspecify.annotations.NullMarked;
