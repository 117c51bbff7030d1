package dev.openruntime.sidecar.discovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What is said to which request. Errors have the shape of all errors here, {@code errorType} and {@code errorMessage}.
 * Any thread.
 */
final class Answers {

    private static final String ALL = "/v1/services";
    private static final String ONE = ALL + "/";

    private final JsonFactory json = new JsonFactory();
    private final Map<String, List<Endpoint>> services;

    Answers(Map<String, List<Endpoint>> services) {
        this.services = services;
    }

    Answer to(String method, String uri) {
        String path;
        try {
            path = URI.create(uri).getPath();
        } catch (IllegalArgumentException malformed) {
            return badRequest("cannot read the request's path: " + malformed.getMessage());
        }
        if (path == null || !(path.equals(ALL) || path.startsWith(ONE))) {
            return error(404, "NoSuchPath", "no such path; there are: " + ALL + ", " + ONE + "{name}", List.of());
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return error(405, "MethodNotAllowed", "cannot " + method + " here: services are only read", List.of());
        }
        return path.equals(ALL) ? all() : one(path.substring(ONE.length()));
    }

    Answer badRequest(String message) {
        return error(400, "BadRequest", message, List.of());
    }

    private Answer all() {
        return new Answer(200, write(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("services");
            for (Map.Entry<String, List<Endpoint>> service : services.entrySet()) {
                write(service.getKey(), service.getValue(), out);
            }
            out.writeEndArray();
            out.writeEndObject();
        }));
    }

    private Answer one(String name) {
        List<Endpoint> endpoints = services.get(name);
        if (endpoints == null) {
            String message = "no service is called `" + name + "`; there are: " + String.join(", ", services.keySet());
            return error(404, "UnknownService", message, services.keySet());
        }
        return new Answer(200, write(out -> write(name, endpoints, out)));
    }

    private Answer error(int status, String type, String message, Collection<String> names) {
        return new Answer(status, write(out -> {
            out.writeStartObject();
            out.writeStringField("errorType", "OpenRuntime." + type);
            out.writeStringField("errorMessage", message);
            if (!names.isEmpty()) {
                out.writeArrayFieldStart("services");
                for (String name : names) {
                    out.writeString(name);
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        }));
    }

    private static void write(String name, List<Endpoint> endpoints, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", name);
        out.writeArrayFieldStart("endpoints");
        for (Endpoint endpoint : endpoints) {
            out.writeStartObject();
            out.writeStringField("host", endpoint.host());
            out.writeNumberField("port", endpoint.port());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private byte[] write(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            content.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("internal error: cannot write to memory", impossible);
        }
        return bytes.toByteArray();
    }

    private interface Content {
        void writeTo(JsonGenerator out) throws IOException;
    }
}
