/**
 * What built-ins read alike in their settings. Used as settings are read, on the start path: only the JDK, no streams,
 * no regular expressions.
 */
@NullMarked
package dev.openruntime.sidecar.settings;

import org.jspecify.annotations.NullMarked;
