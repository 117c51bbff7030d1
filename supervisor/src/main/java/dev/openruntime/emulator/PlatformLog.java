package dev.openruntime.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
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
    private final EmulatorConfig config;
    private final LineSink sink;
    private final Clock clock;

    PlatformLog(EmulatorConfig config, LineSink sink, Clock clock) {
        this.config = config;
        this.sink = sink;
        this.clock = clock;
    }

    /** An init phase has failed. */
    void initFailed(InitReport report, Phase phase) {
        if (config.logFormat() == LogFormat.TEXT) {
            platform("INIT_REPORT Init Duration: " + PlatformRecords.millis(report.duration()) + " ms\tPhase: "
                    + phase.word() + "\tStatus: " + PlatformRecords.statusOf(report)
                    + report.error()
                            .map(error -> "\tError Type: " + error.errorType())
                            .orElse(""));
            return;
        }
        record("platform.initReport", json -> PlatformRecords.writeInitReport(json, phase, report));
    }

    /** A restore is over, well or not. */
    void restored(RestoreReport report) {
        if (config.logFormat() == LogFormat.TEXT) {
            platform("RESTORE_REPORT Restore Duration: " + PlatformRecords.millis(report.duration()) + " ms"
                    + report.errorType()
                            .map(type -> "\tStatus: " + report.status() + "\tError Type: " + type)
                            .orElse(""));
            return;
        }
        record("platform.restoreReport", json -> PlatformRecords.writeRestore(json, report, /* metrics= */ true));
    }

    /** How an extension came out of init. */
    void extension(ExtensionReport report) {
        if (config.logFormat() == LogFormat.TEXT) {
            platform("EXTENSION\tName: " + report.name() + "\tState: " + report.state() + "\tEvents: ["
                    + String.join(",", report.events()) + "]"
                    + report.errorType().map(type -> "\tError Type: " + type).orElse(""));
        }
    }

    void start(Invocation invocation) {
        if (config.logFormat() == LogFormat.TEXT) {
            platform("START RequestId: " + invocation.requestId() + " Version: " + config.functionVersion());
            return;
        }
        record("platform.start", json -> PlatformRecords.writeStart(json, config, invocation));
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
                json.writeStringField("status", PlatformRecords.statusOf(report.status()));
                PlatformRecords.writeErrorType(json, report.errorType());
            });
        }
        record("platform.report", json -> PlatformRecords.writeReport(json, config, report));
    }

    private String reportText(InvocationReport report) {
        var text = new StringBuilder("REPORT RequestId: ").append(report.requestId());
        text.append("\tDuration: ")
                .append(PlatformRecords.millis(report.duration()))
                .append(" ms");
        text.append("\tBilled Duration: ")
                .append(PlatformRecords.billedMillis(report))
                .append(" ms");
        text.append("\tMemory Size: ").append(config.memoryMegabytes()).append(" MB");
        report.maxMemoryBytes()
                .ifPresent(bytes -> text.append("\tMax Memory Used: ")
                        .append(PlatformRecords.megabytes(bytes))
                        .append(" MB"));
        report.initDuration()
                .ifPresent(init -> text.append("\tInit Duration: ")
                        .append(PlatformRecords.millis(init))
                        .append(" ms"));
        text.append('\t');
        report.errorType()
                .ifPresent(type -> text.append("Status: ")
                        .append(report.status() == InvocationReport.Status.TIMEOUT ? "timeout" : "error")
                        .append("\tError Type: ")
                        .append(type));
        return text.toString();
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
}
