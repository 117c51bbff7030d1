package dev.openruntime.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Renders an error in the platform's usual shape for a person: type, message, last lines of output, stack. */
public final class ErrorBlock {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_ROWS = 40;
    private static final String INDENT = "  ";

    private ErrorBlock() {}

    /**
     * Rows for this error.
     *
     * @param heading what failed, such as {@code init failed}
     * @param payload the error as it was posted; one that is not a JSON object of the usual shape is left out
     */
    public static List<String> render(String heading, byte[] payload, Style style) {
        Parts parts = new Parts();
        try (JsonParser parser = JSON.createParser(payload)) {
            parts.read(parser);
        } catch (IOException e) {
            return List.of(style.red(heading));
        }
        List<String> rows = new ArrayList<>();
        rows.add(style.red(parts.type.isEmpty() ? heading : heading + ": " + Text.harmless(parts.type)));
        append(rows, parts.message.isEmpty() ? List.of() : List.of(parts.message), style);
        if (!parts.lastLines.isEmpty()) {
            rows.add(INDENT + "last lines:");
            append(rows, parts.lastLines, style);
        }
        append(rows, parts.stack, style);
        return rows;
    }

    private static void append(List<String> rows, List<String> texts, Style style) {
        int room = MOST_ROWS;
        for (String text : texts) {
            for (String row : Text.wrap(text.strip(), style.width() - INDENT.length())) {
                if (room-- == 0) {
                    rows.add(INDENT + style.cut());
                    return;
                }
                rows.add(INDENT + row);
            }
        }
    }

    private static final class Parts {

        private String type = "";
        private String message = "";
        private final List<String> lastLines = new ArrayList<>();
        private final List<String> stack = new ArrayList<>();

        void read(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "errorType" -> type = parser.getValueAsString("");
                    case "errorMessage" -> message = parser.getValueAsString("");
                    case "lastLines" -> strings(parser, value, lastLines);
                    case "stackTrace", "trace" -> strings(parser, value, stack);
                    default -> parser.skipChildren();
                }
                parser.skipChildren();
            }
        }

        private static void strings(JsonParser parser, JsonToken value, List<String> into) throws IOException {
            if (value != JsonToken.START_ARRAY) {
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    throw new IOException("the array has no end");
                }
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    into.add(parser.getText());
                }
                parser.skipChildren();
            }
        }
    }
}
