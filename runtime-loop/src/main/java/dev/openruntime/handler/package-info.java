/**
 * The function's handler as any runtime: a process that speaks the Lambda Runtime API with the supervisor, which stands
 * in the platform's place. {@link dev.openruntime.handler.RuntimeApiHandler} is the conversation with one process, and
 * decides what its calls come to; {@link dev.openruntime.handler.RuntimeApiServer} moves the bytes. Pipeline and
 * governor know neither: to them it is a {@link dev.openruntime.worker.Worker} like any other.
 *
 * <p>Threads: one accepts a process's connections, and each connection has one that reads its requests and waits for
 * nobody but the client and, for what is passed on, the platform. An event is written by the invocation's thread. None
 * is started before the first process is served.
 */
@NullMarked
package dev.openruntime.handler;

import org.jspecify.annotations.NullMarked;
