package dev.openruntime.loop;

import dev.openruntime.invocation.Outcome;
import dev.openruntime.pipeline.Span;
import java.util.List;
import java.util.OptionalLong;

/**
 * One invocation, looked back at. All times are on the {@link System#nanoTime()} scale.
 *
 * @param spans every step in the order in which it ended, the post and the flushes included
 * @param outcome a streamed response that broke off is an error
 * @param streamedBytes of a streamed response, as far as it got; empty for any other outcome
 */
public record InvocationReport(
        String requestId,
        Outcome outcome,
        OptionalLong streamedBytes,
        long arrivedNanos,
        long postedNanos,
        List<Span> spans) {

    /** The time that the handler took, in nanoseconds: that of a response which it streams is its own, too. */
    public long handlerNanos() {
        return spans.stream()
                .filter(span -> span.hook().equals("handle") || span.hook().equals("stream"))
                .mapToLong(span -> span.endNanos() - span.startNanos())
                .sum();
    }
}
