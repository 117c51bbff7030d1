package dev.openruntime.loop;

import dev.openruntime.invocation.Outcome;
import dev.openruntime.pipeline.Span;
import java.util.List;

/**
 * One invocation, looked back at. All times are on the {@link System#nanoTime()} scale.
 *
 * @param spans every step in the order in which it ended, the post and the flushes included
 */
public record InvocationReport(
        String requestId, Outcome outcome, long arrivedNanos, long postedNanos, List<Span> spans) {}
