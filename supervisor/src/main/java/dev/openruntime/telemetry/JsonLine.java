package dev.openruntime.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A line that is one JSON object.
 *
 * @param names of its members, not of those inside them
 * @param level what its member {@code level} says, if that is a known one
 * @param from where its first member begins
 * @param to where its last member ends
 */
record JsonLine(Set<String> names, Optional<LogLevel> level, int from, int to) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // a child can invent as many names as it likes
            .build();

    /** Empty if these bytes are anything else but a JSON object, from the first, a brace, to the last, another. */
    static Optional<JsonLine> read(byte[] bytes, int from, int to) {
        Set<String> names = new HashSet<>();
        Optional<LogLevel> level = Optional.empty();
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                names.add(name);
                boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
                if (isText && name.equals("level")) {
                    level = LogLevel.named(parser.getText());
                } else {
                    parser.skipChildren();
                    parser.finishToken(); // else a string would be skipped without a look at what is in it
                }
            }
            boolean isAll = parser.nextToken() == null;
            return isAll && JsonText.isValid(bytes, from, to)
                    ? Optional.of(new JsonLine(names, level, from + 1, to - 1))
                    : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** Whether it has no member at all. */
    boolean isEmpty() {
        return names.isEmpty();
    }
}
