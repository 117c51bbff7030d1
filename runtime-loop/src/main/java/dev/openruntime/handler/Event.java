package dev.openruntime.handler;

import dev.openruntime.worker.Call;

/**
 * One event that the handler is to get, or has got.
 *
 * @param call what is open for it
 * @param requestId the platform's, under which the handler answers
 * @param served what {@code next} is answered with, each time
 */
record Event(Call call, String requestId, HttpReply served) {}
