package dev.openruntime.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.openruntime.invocation.Body;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The members of a frame's header. A member that is null counts as absent: not every language leaves it out.
 *
 * @param members strings, numbers, booleans, lists and maps
 * @param json the header as it came
 */
record Header(Map<String, Object> members, Body json) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @throws IOException if this is no JSON object, with the reason as a short message */
    static Header read(byte[] bytes) throws IOException {
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            Map<String, Object> members = object(parser);
            if (parser.nextToken() != null) {
                throw new IOException("something follows the JSON object");
            }
            return new Header(members, Body.of(bytes));
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            throw new IOException(why.lines().findFirst().orElse(why), e);
        }
    }

    /** Whether these bytes are one JSON value. */
    static boolean isJson(byte[] bytes) {
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() == null) {
                return false;
            }
            Object _ = value(parser, parser.currentToken());
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** The member `type`; empty if there is none. */
    String type() {
        return string("type").orElse("");
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    Optional<String> string(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    OptionalLong integer(String name) {
        return members.get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    boolean isObject(String name) {
        return members.get(name) instanceof Map;
    }

    /** A member that is an object; one without members where it is something else. */
    Header object(String name) {
        Map<String, Object> inner = new LinkedHashMap<>();
        if (members.get(name) instanceof Map<?, ?> object) {
            object.forEach((key, value) -> inner.put((String) key, value));
        }
        return new Header(inner, json);
    }

    /** A member that is a list of strings. */
    Optional<List<String>> strings(String name) {
        if (!(members.get(name) instanceof List<?> list)) {
            return Optional.empty();
        }
        List<String> strings = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof String text)) {
                return Optional.empty();
            }
            strings.add(text);
        }
        return Optional.of(strings);
    }

    String shown() {
        return Shown.bytes(json.bytes());
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token != JsonToken.VALUE_NULL) {
                members.put(name, value(parser, token));
            }
        }
        return members;
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> items = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                items.add(value(parser, next));
            }
            return items;
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token == JsonToken.VALUE_NUMBER_FLOAT ? parser.getDoubleValue() : parser.getText();
    }
}
