package dev.openruntime.telemetry;

import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.InvocationReport;
import dev.openruntime.loop.LoopListener;
import dev.openruntime.pipeline.Span;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes invocations into the timeline. */
public final class LoopTimeline implements LoopListener {

    private final Timeline timeline;

    /** Writes to this timeline, which stays the caller's to close. */
    public LoopTimeline(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public void nextSent(long nanos) {
        timeline.line("next", timeline.micros(nanos)).write();
    }

    @Override
    public void invocationDone(InvocationReport report) {
        Timeline.Line line = timeline.line("invocation", timeline.micros(report.postedNanos()))
                .with("requestId", report.requestId())
                .with("receivedUs", timeline.micros(report.arrivedNanos()))
                .with("postedUs", timeline.micros(report.postedNanos()));
        switch (report.outcome()) {
            case Outcome.Response _, Outcome.Streamed _ -> line.with("outcome", "response");
            case Outcome.FunctionError error -> line.with("outcome", "error").with("errorType", error.errorType());
        }
        report.streamedBytes().ifPresent(bytes -> line.with("streamedBytes", bytes));
        line.withJson("spans", json(report.spans())).write();
    }

    /** Flushes that belong to no invocation. */
    void flushed(List<Span> spans) {
        timeline.line("flush", timeline.micros(spans.getFirst().startNanos()))
                .withJson("spans", json(spans))
                .write();
    }

    private CharSequence json(List<Span> spans) {
        StringBuilder json = new StringBuilder("[");
        for (Span span : spans) {
            json.append(json.length() == 1 ? "" : ",").append(span(span));
        }
        return json.append(']');
    }

    private CharSequence span(Span span) {
        return timeline.line("span", timeline.micros(span.startNanos()))
                .with("hook", span.hook())
                .with("stage", span.stage())
                .with("durationUs", TimeUnit.NANOSECONDS.toMicros(span.endNanos() - span.startNanos()))
                .with("result", span.result())
                .asValue();
    }
}
