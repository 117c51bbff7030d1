/**
 * The Telemetry API (2022-07-01) and the older Logs API (2020-08-15), delivered for real: what the platform does, and
 * what function and extensions print, to every extension that subscribed, over HTTP or TCP, in batches.
 *
 * <p>{@link dev.openruntime.emulator.telemetry.Telemetry} is the only entry, one for each life of an environment; the
 * emulator's threads tell it of records and are never kept waiting. Each {@code Subscriber} has a bounded queue and a
 * virtual thread that alone does the blocking input and output; what a slow one has no room for is dropped, counted,
 * and told to it as {@code platform.logsDropped}.
 */
@NullMarked
package dev.openruntime.emulator.telemetry;

import org.jspecify.annotations.NullMarked;
