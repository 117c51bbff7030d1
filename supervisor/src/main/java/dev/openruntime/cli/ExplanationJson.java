package dev.openruntime.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.config.DependencyCondition;
import dev.openruntime.config.FlushRisk;
import dev.openruntime.explain.CriticalPath;
import dev.openruntime.explain.Explanation;
import dev.openruntime.explain.Flushing;
import dev.openruntime.explain.ShutdownPlan;
import dev.openruntime.explain.StartPlan;
import dev.openruntime.explain.Starting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The JSON document that {@code explain} prints; times in milliseconds. */
final class ExplanationJson {

    private final JsonGenerator json;

    private ExplanationJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(Explanation explanation, JsonGenerator json) throws IOException {
        var writer = new ExplanationJson(json);
        json.writeStartObject();
        json.writeBooleanField("valid", true);
        writer.start(explanation.start());
        writer.init(explanation.start());
        writer.flush(explanation.flushed());
        writer.shutdown(explanation.shutdown());
        json.writeArrayFieldStart("lostWithoutWarning");
        for (FlushRisk risk : explanation.risks()) {
            json.writeString(risk.child());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void start(StartPlan plan) throws IOException {
        json.writeArrayFieldStart("start");
        for (List<Starting> wave : plan.waves()) {
            json.writeStartArray();
            for (Starting child : wave) {
                json.writeStartObject();
                json.writeStringField("name", child.name());
                json.writeStringField("role", child.role());
                json.writeBooleanField("needed", child.needed());
                json.writeStringField("ready", child.ready());
                if (child.within().isPresent()) {
                    time("withinMs", child.within().get());
                }
                json.writeObjectFieldStart("waitsFor");
                for (Map.Entry<String, DependencyCondition> each :
                        child.waitsFor().entrySet()) {
                    json.writeStringField(each.getKey(), each.getValue().shown());
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void init(StartPlan plan) throws IOException {
        json.writeObjectFieldStart("init");
        time("withinMs", plan.within());
        time("longestMs", plan.critical().bound());
        json.writeArrayFieldStart("longest");
        for (CriticalPath.Step step : plan.critical().steps()) {
            json.writeStartObject();
            json.writeStringField("name", step.child().name());
            json.writeStringField("until", step.waitsUntil());
            time("takesMs", step.takes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void flush(List<Flushing> flushed) throws IOException {
        json.writeArrayFieldStart("flush");
        for (Flushing each : flushed) {
            json.writeStartObject();
            json.writeStringField("name", each.name());
            json.writeStringField("how", each.how());
            json.writeStringField("when", each.when());
            time("withinMs", each.within());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void shutdown(ShutdownPlan plan) throws IOException {
        json.writeObjectFieldStart("shutdown");
        time("withinMs", plan.within());
        json.writeBooleanField("configured", plan.configured());
        time("invocationMs", plan.invocation());
        time("flushMs", plan.flush());
        json.writeArrayFieldStart("waves");
        for (ShutdownPlan.Wave wave : plan.waves()) {
            json.writeStartObject();
            time("shareMs", wave.share());
            json.writeArrayFieldStart("children");
            for (ShutdownPlan.Stop stop : wave.children()) {
                json.writeStartObject();
                json.writeStringField("name", stop.name());
                json.writeStringField("signal", stop.signal());
                time("killedAfterMs", stop.within());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        time("supervisorMs", plan.process());
        time("limitMs", plan.limit());
        json.writeEndObject();
    }

    private void time(String name, Duration time) throws IOException {
        json.writeNumberField(name, time.toMillis());
    }
}
