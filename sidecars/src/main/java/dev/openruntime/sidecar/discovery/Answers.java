package dev.openruntime.sidecar.discovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.sidecar.discovery.source.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is said, from memory. Errors have the shape of all errors here, {@code errorType} and {@code errorMessage}. Any
 * thread.
 */
final class Answers {

    private static final int MOST_NAMES = 50;

    private final JsonFactory json = new JsonFactory();
    private final Catalogue catalogue;

    Answers(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Answer all() {
        long index = catalogue.index().latest();
        return new Answer(
                200,
                write(out -> {
                    out.writeStartObject();
                    out.writeArrayFieldStart("services");
                    for (String name : catalogue.names()) {
                        Optional<Catalogue.Service> service = catalogue.find(name);
                        if (service.isPresent()) {
                            write(service.get(), out);
                        }
                    }
                    out.writeEndArray();
                    out.writeNumberField("index", index);
                    writeSources(out);
                    out.writeEndObject();
                }),
                index);
    }

    /** Endpoints, or why there are none: nobody knows that service, or who may know it can't be asked. */
    Answer one(String name) {
        Optional<Catalogue.Service> service = catalogue.find(name);
        if (service.isPresent()) {
            return new Answer(
                    200,
                    write(out -> write(service.get(), out)),
                    catalogue.index().of(name));
        }
        List<String> silent = new ArrayList<>();
        for (Feed feed : catalogue.feeds()) {
            if (feed.mayKnow(name) && feed.known().confirmed().isEmpty()) {
                silent.add(feed.known().failure().orElse(feed.inWords() + " has not answered yet"));
            }
        }
        if (!silent.isEmpty()) {
            return error(503, "SourceUnavailable", "cannot say where `" + name + "` is: " + String.join("; ", silent));
        }
        return unknown(name);
    }

    private Answer unknown(String name) {
        Set<String> names = catalogue.names();
        List<String> shown = names.stream().limit(MOST_NAMES).toList();
        String more = names.size() > shown.size() ? " and " + (names.size() - shown.size()) + " more" : "";
        String there = shown.isEmpty() ? "there are none" : "there are: " + String.join(", ", shown) + more;
        return new Answer(
                404,
                write(out -> {
                    out.writeStartObject();
                    writeError("UnknownService", "no service is called `" + name + "`; " + there, out);
                    out.writeArrayFieldStart("services");
                    for (String one : shown) {
                        out.writeString(one);
                    }
                    out.writeEndArray();
                    out.writeEndObject();
                }),
                catalogue.index().of(name));
    }

    Answer error(int status, String type, String message) {
        return new Answer(
                status,
                write(out -> {
                    out.writeStartObject();
                    writeError(type, message, out);
                    out.writeEndObject();
                }),
                0);
    }

    private static void writeError(String type, String message, JsonGenerator out) throws IOException {
        out.writeStringField("errorType", "OpenRuntime." + type);
        out.writeStringField("errorMessage", message);
    }

    private void write(Catalogue.Service service, JsonGenerator out) throws IOException {
        Known known = service.known();
        out.writeStartObject();
        out.writeStringField("name", service.name());
        out.writeArrayFieldStart("endpoints");
        for (Endpoint endpoint : service.endpoints()) {
            out.writeStartObject();
            out.writeStringField("host", endpoint.host());
            out.writeNumberField("port", endpoint.port());
            out.writeNumberField("weight", endpoint.weight());
            if (endpoint.priority() > 0) {
                out.writeNumberField("priority", endpoint.priority());
            }
            out.writeStringField("health", health(endpoint, known));
            out.writeNumberField("ageMs", known.age().toMillis());
            out.writeStringField("source", service.origin().label());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberField("index", catalogue.index().of(service.name()));
        out.writeEndObject();
    }

    private static String health(Endpoint endpoint, Known known) {
        if (!endpoint.healthy()) {
            return "unhealthy";
        }
        return known.failure().isPresent() ? "unknown" : "healthy";
    }

    /** Of DNS there is one for each service. */
    private void writeSources(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("sources");
        for (Feed feed : catalogue.feeds()) {
            Known known = feed.known();
            out.writeStartObject();
            out.writeStringField("source", feed.inWords());
            out.writeNumberField("services", known.reading().services().size());
            if (known.confirmed().isPresent()) {
                out.writeNumberField("ageMs", known.age().toMillis());
            }
            if (known.failure().isPresent()) {
                out.writeStringField("error", known.failure().get());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
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
