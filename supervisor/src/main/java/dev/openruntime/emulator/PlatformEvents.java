package dev.openruntime.emulator;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.emulator.telemetry.Audience;
import dev.openruntime.emulator.telemetry.Telemetry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** What the platform does in one life of an environment, as telemetry has it. For the platform thread. */
final class PlatformEvents {
    private final EmulatorConfig config;
    private final Telemetry telemetry;
    private final Clock clock;
    private final String instanceId = UUID.randomUUID().toString();

    PlatformEvents(EmulatorConfig config, Telemetry telemetry, Clock clock) {
        this.config = config;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    void initStart(Phase phase) {
        telemetry.platform(Audience.TELEMETRY, "platform.initStart", json -> {
            json.writeStringField("initializationType", config.initializationType());
            json.writeStringField("phase", phase.word());
            json.writeStringField("functionName", config.functionName());
            json.writeStringField("functionVersion", config.functionVersion());
            json.writeStringField("instanceId", instanceId);
            json.writeNumberField("instanceMaxMemory", config.memoryMegabytes());
        });
    }

    /** The runtime's part of init is over. */
    void initRuntimeDone(Phase phase, Monitor.Wait wait) {
        String status = switch (wait) {
            case Monitor.Wait.Done() -> "success";
            case Monitor.Wait.Failed failed -> "error";
            case Monitor.Wait.TimedOut() -> "timeout";
        };
        Optional<String> errorType = wait instanceof Monitor.Wait.Failed(Fault fault)
                ? Optional.of(fault.error(Optional.empty()).errorType())
                : Optional.empty();
        telemetry.platform(
                Audience.TELEMETRY,
                "platform.initRuntimeDone",
                json -> PlatformRecords.writeInit(json, phase, status, errorType));
    }

    void initReport(Phase phase, InitReport report) {
        telemetry.platform(
                Audience.TELEMETRY,
                "platform.initReport",
                json -> PlatformRecords.writeInitReport(json, phase, report));
    }

    void restoreStart() {
        telemetry.platform(Audience.TELEMETRY, "platform.restoreStart", json -> {
            json.writeStringField("functionName", config.functionName());
            json.writeStringField("functionVersion", config.functionVersion());
            json.writeStringField("instanceId", instanceId);
            json.writeNumberField("instanceMaxMemory", config.memoryMegabytes());
        });
    }

    /** The restore is over, well or not. */
    void restored(RestoreReport report) {
        telemetry.platform(
                Audience.TELEMETRY,
                "platform.restoreRuntimeDone",
                json -> PlatformRecords.writeRestore(json, report, /* metrics= */ false));
        telemetry.platform(
                Audience.TELEMETRY,
                "platform.restoreReport",
                json -> PlatformRecords.writeRestore(json, report, /* metrics= */ true));
    }

    void extension(ExtensionReport report) {
        telemetry.platform(Audience.ALL, "platform.extension", json -> {
            json.writeStringField("name", report.name());
            json.writeStringField("state", report.state());
            json.writeArrayFieldStart("events");
            for (String event : report.events()) {
                json.writeString(event);
            }
            json.writeEndArray();
            PlatformRecords.writeErrorType(json, report.errorType());
        });
    }

    void start(Invocation invocation) {
        telemetry.platform(Audience.ALL, "platform.start", json -> {
            PlatformRecords.writeStart(json, config, invocation);
            writeTracing(json, invocation);
        });
    }

    private static void writeTracing(JsonGenerator json, Invocation invocation) throws IOException {
        json.writeObjectFieldStart("tracing");
        json.writeStringField("type", "X-Amzn-Trace-Id");
        json.writeStringField("value", invocation.traceId());
        json.writeEndObject();
    }

    /** The runtime's part of an invocation is over, well or not. */
    void runtimeDone(Invocation invocation, RuntimeDone done) {
        telemetry.platform(Audience.ALL, "platform.runtimeDone", json -> {
            json.writeStringField("requestId", invocation.requestId());
            json.writeStringField("status", PlatformRecords.statusOf(done.status()));
            PlatformRecords.writeErrorType(json, done.errorType());
            json.writeObjectFieldStart("metrics");
            PlatformRecords.writeMillis(json, "durationMs", done.duration());
            Optional<Outcome> outcome = invocation.outcome();
            if (outcome.isPresent()) {
                json.writeNumberField("producedBytes", outcome.get().producedBytes());
            }
            json.writeEndObject();
            writeSpans(json, done);
            writeTracing(json, invocation);
        });
    }

    private void writeSpans(JsonGenerator json, RuntimeDone done) throws IOException {
        OptionalLong begun = done.post().begun();
        OptionalLong completed = done.post().completed();
        json.writeArrayFieldStart("spans");
        if (begun.isPresent() && completed.isPresent()) {
            writeSpan(json, "responseLatency", done.begun(), begun.getAsLong());
            writeSpan(json, "responseDuration", begun.getAsLong(), completed.getAsLong());
            writeSpan(json, "runtimeOverhead", completed.getAsLong(), done.ended());
        }
        json.writeEndArray();
    }

    private void writeSpan(JsonGenerator json, String name, long from, long to) throws IOException {
        Instant start = clock.instant().minusNanos(System.nanoTime() - from);
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("start", DateTimeFormatter.ISO_INSTANT.format(start.truncatedTo(ChronoUnit.MILLIS)));
        PlatformRecords.writeMillis(json, "durationMs", Duration.ofNanos(to - from));
        json.writeEndObject();
    }

    /** An invocation is over. */
    void report(Invocation invocation, InvocationReport report) {
        telemetry.platform(
                Audience.LOGS, "platform.end", json -> json.writeStringField("requestId", report.requestId()));
        telemetry.platform(Audience.ALL, "platform.report", json -> {
            PlatformRecords.writeReport(json, config, report);
            if (report.postRuntimeExtensions().isPresent()) {
                Duration tail = report.postRuntimeExtensions().get();
                json.writeArrayFieldStart("spans");
                writeSpan(json, "extensionOverhead", System.nanoTime() - tail.toNanos(), System.nanoTime());
                json.writeEndArray();
            }
            writeTracing(json, invocation);
        });
    }

    void fault(String words) {
        telemetry.fault(words);
    }
}
