package dev.openruntime.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.MiddlewareConfig;
import dev.openruntime.config.Problem;
import dev.openruntime.config.SidecarConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The parts of the JSON document that {@code validate} prints. */
final class ValidationJson {

    private ValidationJson() {}

    /** What a valid configuration holds. */
    static void contents(JsonGenerator json, Configuration configuration) throws IOException {
        json.writeArrayFieldStart("files");
        for (Path fragment : configuration.fragments()) {
            json.writeString(fragment.toString());
        }
        if (configuration.file().isPresent()) {
            json.writeString(configuration.file().get().toString());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("middleware");
        for (MiddlewareConfig stage : configuration.middleware()) {
            json.writeString(stage.name());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("sidecars");
        for (SidecarConfig sidecar : configuration.sidecars()) {
            json.writeString(sidecar.name());
        }
        json.writeEndArray();
    }

    /** A list of problems; {@code line} is left out where one concerns the file as a whole. */
    static void problems(JsonGenerator json, String name, List<Problem> problems) throws IOException {
        json.writeArrayFieldStart(name);
        for (Problem problem : problems) {
            json.writeStartObject();
            json.writeStringField("file", problem.place().file().toString());
            if (problem.line() > 0) {
                json.writeNumberField("line", problem.line());
            }
            json.writeStringField("path", problem.path());
            json.writeStringField("message", problem.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
