package dev.openruntime.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes pieces as JSON: {@code configuration}, the values, and {@code origins}, by path. */
final class EffectiveJson {

    private final JsonGenerator json;
    private final Map<String, String> origins = new LinkedHashMap<>();

    private EffectiveJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(Piece.Branch root, JsonGenerator json) throws IOException {
        var writer = new EffectiveJson(json);
        json.writeFieldName("configuration");
        writer.piece(root, "");
        json.writeObjectFieldStart("origins");
        for (Map.Entry<String, String> origin : writer.origins.entrySet()) {
            json.writeStringField(origin.getKey(), origin.getValue());
        }
        json.writeEndObject();
    }

    private void piece(Piece piece, String path) throws IOException {
        switch (piece) {
            case Piece.Leaf leaf -> {
                origins.put(path, leaf.origin());
                leaf(leaf);
            }
            case Piece.Branch branch -> {
                json.writeStartObject();
                for (Map.Entry<String, Piece> each : branch.pieces().entrySet()) {
                    json.writeFieldName(each.getKey());
                    piece(each.getValue(), Section.path(path, each.getKey()));
                }
                json.writeEndObject();
            }
            case Piece.Items items -> {
                json.writeStartArray();
                for (int index = 0; index < items.pieces().size(); index++) {
                    piece(items.pieces().get(index), Section.path(path, index));
                }
                json.writeEndArray();
            }
        }
    }

    private void leaf(Piece.Leaf leaf) throws IOException {
        switch (leaf.kind()) {
            case TEXT, EXPANDED, NOTHING -> json.writeString(leaf.text());
            case TRUTH -> json.writeBoolean(leaf.text().equalsIgnoreCase("true"));
            case NUMBER -> {
                Long whole = PlainScalar.isInteger(leaf.text()) ? Values.parseLong(leaf.text()) : null;
                if (whole == null) {
                    json.writeNumber(Double.parseDouble(leaf.text()));
                } else {
                    json.writeNumber(whole);
                }
            }
        }
    }
}
