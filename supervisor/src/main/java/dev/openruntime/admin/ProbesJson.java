package dev.openruntime.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.child.ProbeStatus;
import dev.openruntime.health.Answer;
import dev.openruntime.health.ProbeReport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The member {@code probes} of a child. */
final class ProbesJson {

    private ProbesJson() {}

    static void write(JsonGenerator json, List<ProbeStatus> probes) throws IOException {
        json.writeArrayFieldStart("probes");
        for (ProbeStatus probe : probes) {
            json.writeStartObject();
            json.writeStringField("purpose", probe.purpose().name().toLowerCase(Locale.ROOT));
            report(json, probe.report());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void report(JsonGenerator json, ProbeReport report) throws IOException {
        json.writeStringField("kind", report.kind());
        json.writeStringField("target", report.target());
        json.writeStringField("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
        Json.instant(json, "since", report.since());
        json.writeNumberField("failures", report.failures());
        json.writeNumberField("successes", report.successes());
        Optional<Answer> last = report.last();
        if (last.isPresent()) {
            json.writeObjectFieldStart("last");
            json.writeBooleanField("passed", last.get().passed());
            json.writeStringField("detail", last.get().detail());
            Json.instant(json, "at", last.get().at());
            json.writeEndObject();
        }
    }
}
