/**
 * Running time: the time in which the platform lets this process run. Owned by the supervisor, which lets it stand and
 * go; read by whatever measures periods and thresholds. No thread of its own.
 */
@NullMarked
package dev.openruntime.time;

import org.jspecify.annotations.NullMarked;
