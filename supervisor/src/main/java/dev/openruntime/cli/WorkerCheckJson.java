package dev.openruntime.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.check.CheckResult;
import dev.openruntime.check.Finding;
import dev.openruntime.check.Remark;
import dev.openruntime.check.Statement;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/**
 * One JSON document: {@code command}, {@code kept}, {@code noOccasion}, and {@code checks} with what was found by each.
 */
final class WorkerCheckJson implements WorkerCheckReport {

    private final OutputStream out;
    private final List<String> command;

    WorkerCheckJson(OutputStream out, List<String> command) {
        this.out = out;
        this.command = List.copyOf(command);
    }

    @Override
    public void checked(CheckResult result) {
        // all is written at the end
    }

    @Override
    public void conclude(List<CheckResult> results) throws IOException {
        try (JsonGenerator json = JsonText.writer(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("command");
            for (String word : command) {
                json.writeString(word);
            }
            json.writeEndArray();
            json.writeBooleanField(
                    "kept", results.stream().noneMatch(result -> result.verdict() == CheckResult.Verdict.BROKEN));
            json.writeArrayFieldStart("noOccasion");
            for (Statement statement : CheckResult.unmet(results)) {
                json.writeString(statement.name());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("checks");
            for (CheckResult result : results) {
                write(json, result);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void write(JsonGenerator json, CheckResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", result.name());
        json.writeStringField(
                "verdict", result.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        json.writeArrayFieldStart("statements");
        for (Statement statement : result.statements()) {
            json.writeString(statement.name());
        }
        json.writeEndArray();
        json.writeStringField("detail", result.detail());
        json.writeArrayFieldStart("findings");
        for (Finding finding : result.findings()) {
            json.writeStartObject();
            json.writeStringField("statement", finding.statement().name());
            json.writeStringField("expected", finding.expected());
            json.writeStringField("came", finding.came());
            json.writeStringField("mend", finding.mend());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("remarks");
        for (Remark remark : result.remarks()) {
            json.writeStartObject();
            json.writeStringField("statement", remark.statement().name());
            json.writeStringField("text", remark.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
