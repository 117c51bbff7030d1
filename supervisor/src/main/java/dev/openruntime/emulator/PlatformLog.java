package dev.openruntime.emulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * The platform's own lines in the function's log, as text or as JSON, at the system log level INFO: in JSON there is no
 * END line, and {@code runtimeDone} and the init lines only tell of failures. Any thread.
 */
final class PlatformLog {
    private static final long MEGABYTE = 1024 * 1024;

    private final EmulatorConfig config;
    private final LineSink sink;
    private final Clock clock;

    PlatformLog(EmulatorConfig config, LineSink sink, Clock clock) {
        this.config = config;
        this.sink = sink;
        this.clock = clock;
    }

    /** An init phase has failed. */
    void initFailed(InitReport report, boolean insideInvocation) {
        String phase = insideInvocation ? "invoke" : "init";
        String status = report.status() == InitReport.Status.TIMEOUT ? "timeout" : "error";
        Optional<String> errorType = report.error().map(PlatformError::errorType);
        if (config.logFormat() == LogFormat.TEXT) {
            platform("INIT_REPORT Init Duration: " + millis(report.duration()) + " ms\tPhase: " + phase + "\tStatus: "
                    + status + errorType.map(type -> "\tError Type: " + type).orElse(""));
            return;
        }
        record("platform.initReport", json -> {
            json.writeStringField("initializationType", "on-demand");
            json.writeStringField("phase", phase);
            json.writeStringField("status", status);
            writeErrorType(json, errorType);
            json.writeObjectFieldStart("metrics");
            writeMillis(json, "durationMs", report.duration());
            json.writeEndObject();
        });
    }

    void start(Invocation invocation) {
        if (config.logFormat() == LogFormat.TEXT) {
            platform("START RequestId: " + invocation.requestId() + " Version: " + config.functionVersion());
            return;
        }
        record("platform.start", json -> {
            json.writeStringField("requestId", invocation.requestId());
            json.writeStringField("version", config.functionVersion());
            Optional<String> tenant = invocation.request().tenantId();
            if (tenant.isPresent()) {
                json.writeStringField("tenantId", tenant.get());
            }
        });
    }

    /** The environment failed while there was an invocation, or between two; nothing else would say why. */
    void fault(Fault fault, Optional<String> requestId) {
        if (config.logFormat() == LogFormat.TEXT) {
            platform(fault.message(requestId));
            platform(fault.error(requestId).errorType());
        }
    }

    void timedOut(Invocation invocation) {
        if (config.logFormat() == LogFormat.TEXT) {
            platform(timestamp() + " " + invocation.requestId() + " " + timeoutMessage());
        }
    }

    /** The words for a timeout, in logs and payloads. */
    String timeoutMessage() {
        return "Task timed out after "
                + String.format(Locale.ROOT, "%.2f", config.timeout().toNanos() / 1e9) + " seconds";
    }

    /** An invocation is over. */
    void end(InvocationReport report) {
        if (config.logFormat() == LogFormat.TEXT) {
            platform("END RequestId: " + report.requestId());
            platform(reportText(report));
            return;
        }
        if (report.status() != InvocationReport.Status.SUCCESS) {
            record("platform.runtimeDone", json -> {
                json.writeStringField("requestId", report.requestId());
                json.writeStringField("status", report.status().name().toLowerCase(Locale.ROOT));
                writeErrorType(json, report.errorType());
            });
        }
        record("platform.report", json -> writeReport(json, report));
    }

    private String reportText(InvocationReport report) {
        var text = new StringBuilder("REPORT RequestId: ").append(report.requestId());
        text.append("\tDuration: ").append(millis(report.duration())).append(" ms");
        text.append("\tBilled Duration: ").append(billedMillis(report)).append(" ms");
        text.append("\tMemory Size: ").append(config.memoryMegabytes()).append(" MB");
        report.maxMemoryBytes()
                .ifPresent(bytes -> text.append("\tMax Memory Used: ")
                        .append(megabytes(bytes))
                        .append(" MB"));
        report.initDuration()
                .ifPresent(init ->
                        text.append("\tInit Duration: ").append(millis(init)).append(" ms"));
        text.append('\t');
        report.errorType()
                .ifPresent(type -> text.append("Status: ")
                        .append(report.status() == InvocationReport.Status.TIMEOUT ? "timeout" : "error")
                        .append("\tError Type: ")
                        .append(type));
        return text.toString();
    }

    private void writeReport(JsonGenerator json, InvocationReport report) throws IOException {
        json.writeStringField("requestId", report.requestId());
        json.writeStringField("status", report.status().name().toLowerCase(Locale.ROOT));
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

    private void record(String type, Json.Members members) {
        byte[] line = Json.object(json -> {
            json.writeStringField("time", timestamp());
            json.writeStringField("type", type);
            json.writeObjectFieldStart("record");
            members.write(json);
            json.writeEndObject();
        });
        platform(new String(line, StandardCharsets.UTF_8));
    }

    private void platform(String line) {
        sink.accept(EmulatorListener.Origin.PLATFORM, line);
    }

    private String timestamp() {
        return DateTimeFormatter.ISO_INSTANT.format(Instant.now(clock).truncatedTo(ChronoUnit.MILLIS));
    }

    private static void writeErrorType(JsonGenerator json, Optional<String> errorType) throws IOException {
        if (errorType.isPresent()) {
            json.writeStringField("errorType", errorType.get());
        }
    }

    private static void writeMillis(JsonGenerator json, String name, Duration span) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(millis(span));
    }

    private static String millis(Duration span) {
        return String.format(Locale.ROOT, "%.2f", span.toNanos() / 1e6);
    }

    /** Each begun millisecond counts, and so does the init phase. */
    private static long billedMillis(InvocationReport report) {
        Duration billed = report.duration().plus(report.initDuration().orElse(Duration.ZERO));
        return (billed.toNanos() + 999_999) / 1_000_000;
    }

    private static long megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE;
    }
}
