/**
 * What the supervisor lets be known of itself: log lines, the timeline, meters. Everything here observes and nothing
 * influences; events and responses are never written anywhere.
 *
 * <p>Threads: whoever has something to tell calls; log lines and timeline lines are whole whichever thread writes them.
 */
@NullMarked
package dev.openruntime.telemetry;

import org.jspecify.annotations.NullMarked;
