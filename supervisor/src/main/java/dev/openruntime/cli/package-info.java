/** Placeholder. */
@NullMarked
package dev.openruntime.cli;

import org.jspecify.annotations.NullMarked;
