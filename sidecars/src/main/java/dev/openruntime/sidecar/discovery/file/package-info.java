/** Endpoints from a file of JSON, which is looked at when somebody asks. Called by the sidecar's refresh threads. */
@NullMarked
package dev.openruntime.sidecar.discovery.file;

import org.jspecify.annotations.NullMarked;
