package dev.openruntime.sidecar.isolated;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.sidecar.json.PlainJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first line that the process of a sidecar reads: who it is. JSON, so that no setting has to be quoted for anybody.
 *
 * @param use the built-in
 * @param name of the sidecar
 * @param port that is reserved for it; 0 if none could be
 * @param with its settings, checked
 */
public record Launch(String use, String name, int port, Map<String, Object> with) {

    private static final JsonFactory JSON = new JsonFactory();

    /** The line, without its end. */
    public String line() {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            write(json, Map.of("use", use, "name", name, "port", port, "with", with));
        } catch (IOException e) {
            throw new UncheckedIOException("internal error: cannot write to memory", e);
        }
        return line.toString();
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if {@link #line} never wrote it
     */
    public static Launch read(String line) {
        try {
            Map<String, Object> members = PlainJson.object(line);
            return new Launch(
                    String.valueOf(members.get("use")),
                    String.valueOf(members.get("name")),
                    Integer.parseInt(String.valueOf(members.get("port"))),
                    map(members.getOrDefault("with", Map.of())));
        } catch (IOException e) {
            throw new IllegalArgumentException("internal error: cannot read the settings: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> map.put(String.valueOf(key), member));
        }
        return map;
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> member : map.entrySet()) {
                    json.writeFieldName(String.valueOf(member.getKey()));
                    write(json, member.getValue());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case Boolean truth -> json.writeBoolean(truth);
            case Number number -> json.writeNumber(number.toString());
            default -> json.writeString(value.toString());
        }
    }
}
