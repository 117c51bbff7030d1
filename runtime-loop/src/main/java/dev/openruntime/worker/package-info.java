/**
 * The worker protocol, version 1, seen from the supervisor: one {@link dev.openruntime.worker.Worker} is the
 * conversation with one live process over its standard streams. What a worker may say and when is written down in
 * {@code docs/worker-protocol.md}; what becomes of its process is decided by whoever implements
 * {@link dev.openruntime.worker.Lifeline}.
 *
 * <p>Threads: each worker has one reader thread, named after it, which completes calls and hands notes to the
 * {@link dev.openruntime.worker.WorkerListener}. Calls are made by the invocation's thread. One more thread, shared and
 * started when first needed, watches for writes that block and for cancels that nobody answers.
 */
@NullMarked
package dev.openruntime.worker;

import org.jspecify.annotations.NullMarked;
