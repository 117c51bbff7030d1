package dev.openruntime.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.console.ChildStory;
import dev.openruntime.console.Run;
import dev.openruntime.console.Summary;
import dev.openruntime.console.TimelineEntry.ChildChange;
import dev.openruntime.console.TimelineEntry.Invocation;
import dev.openruntime.console.TimelineEntry.Span;
import dev.openruntime.emulator.InitReport;
import dev.openruntime.emulator.InvocationReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the facts that the console draws as JSON; times are milliseconds with at most three decimals. */
final class TimelineJson {

    private TimelineJson() {}

    /** The platform's report of an invocation. */
    static void report(JsonGenerator json, InvocationReport report) throws IOException {
        json.writeObjectFieldStart("report");
        json.writeStringField("status", report.status().name().toLowerCase(Locale.ROOT));
        text(json, "errorType", report.errorType());
        ms(json, "durationMs", report.duration());
        if (report.initDuration().isPresent()) {
            ms(json, "initDurationMs", report.initDuration().get());
        }
        if (report.maxMemoryBytes().isPresent()) {
            json.writeNumberField("maxMemoryBytes", report.maxMemoryBytes().getAsLong());
        }
        if (report.postRuntimeExtensions().isPresent()) {
            ms(json, "postRuntimeExtensionsMs", report.postRuntimeExtensions().get());
        }
        json.writeEndObject();
    }

    /** What the platform and the supervisor say of init. */
    static void init(JsonGenerator json, Optional<InitReport> init, Run run) throws IOException {
        json.writeObjectFieldStart("init");
        if (init.isPresent()) {
            json.writeStringField("status", init.get().status().name().toLowerCase(Locale.ROOT));
            ms(json, "durationMs", init.get().duration());
        }
        if (run.firstNext().isPresent()) {
            ms(json, "firstNextMs", run.firstNext().get());
        }
        json.writeArrayFieldStart("children");
        for (ChildStory child : run.children()) {
            child(json, child, run);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void child(JsonGenerator json, ChildStory child, Run run) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", child.name());
        json.writeStringField("role", child.role());
        json.writeStringField("kind", child.embedded() ? "embedded" : "process");
        if (child.pid().isPresent()) {
            json.writeNumberField("pid", child.pid().getAsLong());
        }
        json.writeStringField("state", child.state());
        json.writeNumberField("spawns", child.spawns());
        json.writeArrayFieldStart("events");
        for (ChildChange change : child.changes()) {
            json.writeStartObject();
            json.writeStringField("event", change.moment().word());
            ms(json, "ms", run.since(change.at()));
            text(json, "detail", change.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The steps of one invocation; {@code startMs} counts from the event's arrival. */
    static void invocation(JsonGenerator json, Invocation invocation) throws IOException {
        json.writeObjectFieldStart("invocation");
        json.writeStringField("requestId", invocation.requestId());
        json.writeStringField("outcome", invocation.failed() ? "error" : "response");
        text(json, "errorType", invocation.errorType());
        ms(json, "ms", invocation.took());
        json.writeArrayFieldStart("spans");
        for (Span span : invocation.spans()) {
            json.writeStartObject();
            json.writeStringField("hook", span.hook());
            json.writeStringField("stage", span.stage());
            ms(json, "startMs", Duration.between(invocation.received(), span.at()));
            ms(json, "ms", span.took());
            json.writeStringField("result", span.result());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Percentiles by step. */
    static void summary(JsonGenerator json, List<Summary.Row> rows) throws IOException {
        json.writeArrayFieldStart("summary");
        for (Summary.Row row : rows) {
            json.writeStartObject();
            json.writeStringField("hook", row.hook());
            json.writeStringField("stage", row.stage());
            json.writeNumberField("count", row.count());
            json.writeNumberField("failed", row.failed());
            ms(json, "p50Ms", row.p50());
            ms(json, "p90Ms", row.p90());
            ms(json, "p99Ms", row.p99());
            ms(json, "maxMs", row.max());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void ms(JsonGenerator json, String name, Duration time) throws IOException {
        BigDecimal millis = BigDecimal.valueOf(time.toNanos() / 1000, 3).stripTrailingZeros();
        json.writeFieldName(name);
        json.writeNumber(millis.toPlainString());
    }

    private static void text(JsonGenerator json, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }
}
