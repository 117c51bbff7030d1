/**
 * The function's handler as any runtime: a process that speaks the Lambda Runtime API with the supervisor, which stands
 * in the platform's place. {@link dev.openruntime.handler.RuntimeApiHandler} is the conversation with one process, and
 * decides what its calls come to; {@link dev.openruntime.handler.RuntimeApiServer} moves the bytes. Pipeline and
 * governor know neither: to them it is a {@link dev.openruntime.worker.Worker} like any other.
 *
 * <p>Threads: requests are taken and answered on one Netty event loop thread, {@code handler-io}, and no step waits
 * there; events are handed out by the invocation's thread. Netty is loaded when the first server is made.
 */
@NullMarked
package dev.openruntime.handler;

import org.jspecify.annotations.NullMarked;
