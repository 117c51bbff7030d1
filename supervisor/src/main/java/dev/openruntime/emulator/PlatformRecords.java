package dev.openruntime.emulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The contents of the platform's records, alike in a JSON log and in telemetry. Stateless. */
final class PlatformRecords {
    private static final long MEGABYTE = 1024 * 1024;

    private PlatformRecords() {}

    static void writeInit(JsonGenerator json, Phase phase, String status, Optional<String> errorType)
            throws IOException {
        json.writeStringField("initializationType", "on-demand");
        json.writeStringField("phase", phase.word());
        json.writeStringField("status", status);
        writeErrorType(json, errorType);
    }

    static void writeInitReport(JsonGenerator json, Phase phase, InitReport report) throws IOException {
        writeInit(json, phase, statusOf(report), report.error().map(PlatformError::errorType));
        json.writeObjectFieldStart("metrics");
        writeMillis(json, "durationMs", report.duration());
        json.writeEndObject();
    }

    static String statusOf(InitReport report) {
        return report.status().name().toLowerCase(Locale.ROOT);
    }

    static String statusOf(InvocationReport.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    static void writeStart(JsonGenerator json, EmulatorConfig config, Invocation invocation) throws IOException {
        json.writeStringField("requestId", invocation.requestId());
        json.writeStringField("version", config.functionVersion());
        Optional<String> tenant = invocation.request().tenantId();
        if (tenant.isPresent()) {
            json.writeStringField("tenantId", tenant.get());
        }
    }

    static void writeReport(JsonGenerator json, EmulatorConfig config, InvocationReport report) throws IOException {
        json.writeStringField("requestId", report.requestId());
        json.writeStringField("status", statusOf(report.status()));
        writeErrorType(json, report.errorType());
        json.writeObjectFieldStart("metrics");
        writeMillis(json, "durationMs", report.duration());
        json.writeNumberField("billedDurationMs", billedMillis(report));
        json.writeNumberField("memorySizeMB", config.memoryMegabytes());
        if (report.maxMemoryBytes().isPresent()) {
            json.writeNumberField(
                    "maxMemoryUsedMB", megabytes(report.maxMemoryBytes().getAsLong()));
        }
        if (report.initDuration().isPresent()) {
            writeMillis(json, "initDurationMs", report.initDuration().get());
        }
        json.writeEndObject();
    }

    static void writeRestore(JsonGenerator json, RestoreReport report, boolean metrics) throws IOException {
        json.writeStringField("status", report.status());
        writeErrorType(json, report.errorType());
        if (metrics) {
            json.writeObjectFieldStart("metrics");
            writeMillis(json, "durationMs", report.duration());
            json.writeEndObject();
        }
    }

    static void writeErrorType(JsonGenerator json, Optional<String> errorType) throws IOException {
        if (errorType.isPresent()) {
            json.writeStringField("errorType", errorType.get());
        }
    }

    static void writeMillis(JsonGenerator json, String name, Duration span) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(millis(span));
    }

    static String millis(Duration span) {
        return String.format(Locale.ROOT, "%.2f", span.toNanos() / 1e6);
    }

    /** Each begun millisecond counts, and so does the init phase. */
    static long billedMillis(InvocationReport report) {
        Duration billed = report.duration().plus(report.initDuration().orElse(Duration.ZERO));
        return (billed.toNanos() + 999_999) / 1_000_000;
    }

    static long megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE;
    }
}
