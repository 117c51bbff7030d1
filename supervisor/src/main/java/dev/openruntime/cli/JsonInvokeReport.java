package dev.openruntime.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.console.Run;
import dev.openruntime.console.Summary;
import dev.openruntime.console.TimelineEntry;
import dev.openruntime.console.TimelineEntry.Invocation;
import dev.openruntime.console.TimelineEntry.Started;
import dev.openruntime.emulator.InitReport;
import dev.openruntime.emulator.InvocationReport;
import dev.openruntime.emulator.InvokeResult;
import dev.openruntime.emulator.PlatformError;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Gathers an {@code invoke} into one JSON document, written at the end: {@code requestId}, {@code functionError}, the
 * response, {@code report}, {@code init}, {@code invocation} (the last one), {@code summary} (of more than one),
 * {@code log} (its last thousand lines).
 */
final class JsonInvokeReport implements InvokeReport {

    private static final int MOST_LOG_LINES = 1000;

    private final OutputStream out;
    private final boolean many;
    private final Deque<String> log = new ArrayDeque<>();
    private final Summary summary = new Summary();
    private Run run = new Run();
    private Optional<InitReport> init = Optional.empty();
    private Optional<PlatformError> initError = Optional.empty();
    private Optional<InvokeResult> result = Optional.empty();
    private Optional<InvocationReport> report = Optional.empty();
    private Optional<Invocation> invocation = Optional.empty();
    private boolean failed;

    JsonInvokeReport(OutputStream out, int count) {
        this.out = out;
        this.many = count > 1;
    }

    @Override
    public void log(String line) {
        synchronized (log) {
            if (log.size() == MOST_LOG_LINES) {
                log.removeFirst();
            }
            log.addLast(line);
        }
    }

    @Override
    public void init(InitReport report, List<TimelineEntry> timeline) {
        init = Optional.of(report);
        timeline.forEach(this::add);
    }

    @Override
    public void initFailed(PlatformError error) {
        initError = Optional.of(error);
        failed = true;
    }

    @Override
    public void invoked(InvokeResult answered, InvocationReport ended, List<TimelineEntry> timeline) {
        invocation = Optional.empty();
        timeline.forEach(this::add);
        result = Optional.of(answered);
        report = Optional.of(ended);
        failed |= answered.functionError();
    }

    private void add(TimelineEntry entry) {
        if (entry instanceof Started && run.begun()) {
            run = new Run();
        }
        run.add(entry);
        if (entry instanceof Invocation done) {
            invocation = Optional.of(done);
            summary.add(done);
        }
    }

    @Override
    public int conclude() throws IOException {
        try (JsonGenerator json = JsonText.writer(out)) {
            json.writeStartObject();
            writeAnswer(json);
            TimelineJson.init(json, init, run);
            if (invocation.isPresent()) {
                TimelineJson.invocation(json, invocation.get());
            }
            if (many) {
                TimelineJson.summary(json, summary.rows());
            }
            json.writeArrayFieldStart("log");
            synchronized (log) {
                for (String line : log) {
                    json.writeString(line);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return failed ? ExitStatus.FUNCTION_FAILED : ExitStatus.DONE;
    }

    private void writeAnswer(JsonGenerator json) throws IOException {
        json.writeBooleanField("functionError", failed(result));
        if (result.isPresent()) {
            json.writeStringField("requestId", result.get().requestId());
            ResponseJson.write(json, result.get().payload(), result.get().contentType());
        } else if (initError.isPresent()) {
            ResponseJson.write(json, initError.get().payload(), initError.get().contentType());
        }
        if (report.isPresent()) {
            TimelineJson.report(json, report.get());
        }
    }

    private static boolean failed(Optional<InvokeResult> result) {
        return result.map(InvokeResult::functionError).orElse(true);
    }
}
