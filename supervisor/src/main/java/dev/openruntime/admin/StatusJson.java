package dev.openruntime.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.child.Death;
import dev.openruntime.process.TreeUsage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The document of {@code GET /status}; {@code docs/admin.md} has its members. */
record StatusJson(Identity identity, Snapshot snapshot) {

    String write() {
        return Json.object(json -> {
            json.writeBooleanField("ok", snapshot.isWell());
            json.writeObjectFieldStart("supervisor");
            supervisor(json);
            json.writeEndObject();
            json.writeArrayFieldStart("children");
            for (ChildView child : snapshot.children()) {
                json.writeStartObject();
                members(json, child);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private void supervisor(JsonGenerator json) throws IOException {
        json.writeNumberField("pid", identity.pid());
        json.writeStringField("version", identity.version());
        json.writeStringField("function", identity.function());
        json.writeStringField("folder", identity.folder());
        json.writeStringField("state", snapshot.standing().phase().name().toLowerCase(Locale.ROOT));
        since(json, snapshot.standing().since());
        Json.instant(json, "startedAt", snapshot.started());
        millis(json, "uptimeMs", Duration.between(snapshot.started(), snapshot.at()));
        json.writeNumberField("invocations", snapshot.figures().invocations());
        json.writeNumberField("failures", snapshot.figures().failures());
        json.writeObjectFieldStart("overheadMs");
        json.writeNumberField("p50", exact(snapshot.figures().overhead(50)));
        json.writeNumberField("p99", exact(snapshot.figures().overhead(99)));
        json.writeEndObject();
        usage(json, snapshot.own());
    }

    private void members(JsonGenerator json, ChildView child) throws IOException {
        json.writeStringField("name", child.name());
        json.writeStringField("role", child.role());
        json.writeStringField("kind", child.kind());
        json.writeBooleanField("required", child.status().spec().required());
        json.writeBooleanField("ok", child.isWell());
        json.writeStringField("state", child.state());
        since(json, child.status().since());
        json.writeStringField("why", child.why());
        if (child.pid().isPresent()) {
            json.writeNumberField("pid", child.pid().getAsLong());
        }
        json.writeNumberField("spawns", child.status().spawn());
        json.writeNumberField("deaths", child.status().state().past().deaths());
        if (child.lastDeath().isPresent()) {
            json.writeObjectFieldStart("lastDeath");
            death(json, child.lastDeath().get());
            json.writeEndObject();
        }
        if (child.lastEnd().isPresent()) {
            json.writeObjectFieldStart("lastEnd");
            Json.instant(json, "at", child.lastEnd().get().at());
            json.writeStringField("how", child.lastEnd().get().how());
            json.writeEndObject();
        }
        if (child.replaced().isPresent()) {
            json.writeObjectFieldStart("replaced");
            json.writeNumberField("count", child.replaced().get().count());
            Json.instant(json, "at", child.replaced().get().at());
            json.writeStringField("reason", child.replaced().get().reason());
            json.writeEndObject();
        }
        ProbesJson.write(json, child.probes());
        lines(json, child.lastLines());
        Optional<Instant> next = child.nextSpawn();
        if (next.isPresent()) {
            Json.instant(json, "nextSpawnAt", next.get());
            Duration left = Duration.between(snapshot.at(), next.get());
            millis(json, "nextSpawnInMs", left.isNegative() ? Duration.ZERO : left);
        }
        if (!child.embedded()) {
            usage(json, child.usage());
        }
    }

    private static void death(JsonGenerator json, Death death) throws IOException {
        Json.instant(json, "at", death.at());
        json.writeStringField("cause", death.cause().name().toLowerCase(Locale.ROOT));
        json.writeStringField("reason", death.reason());
        lines(json, death.lastLines());
    }

    private static void lines(JsonGenerator json, List<String> lines) throws IOException {
        json.writeArrayFieldStart("lastLines");
        for (String line : lines) {
            json.writeString(line);
        }
        json.writeEndArray();
    }

    private static void usage(JsonGenerator json, TreeUsage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("processes", usage.processes());
        millis(json, "cpuMs", usage.cpu());
        json.writeNumberField("memoryBytes", usage.memoryBytes());
        json.writeStringField("memoryKind", usage.proportional() ? "pss" : "rss");
        json.writeEndObject();
    }

    private void since(JsonGenerator json, Instant since) throws IOException {
        Json.instant(json, "since", since);
        millis(json, "sinceMs", Duration.between(since, snapshot.at()));
    }

    private static void millis(JsonGenerator json, String name, Duration duration) throws IOException {
        json.writeNumberField(name, duration.toMillis());
    }

    private static double exact(Duration duration) {
        return Math.rint(duration.toNanos() / 1e3) / 1e3;
    }
}
