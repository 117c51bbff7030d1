package dev.openruntime.sidecar.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON object. Members stay in their order; members that are null are left out. Any thread. */
public final class PlainJson {

    private static final JsonFactory JSON = new JsonFactory();

    private PlainJson() {}

    /**
     * The members of an object: {@code String}, {@code Long} or {@code Double}, {@code Boolean}, {@code List} and
     * {@code Map} of these.
     *
     * @throws IOException if that is no JSON object, and where
     */
    public static Map<String, Object> object(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            return whole(json);
        }
    }

    /** The same of UTF-8. */
    public static Map<String, Object> object(byte[] utf8) throws IOException {
        try (JsonParser json = JSON.createParser(utf8)) {
            return whole(json);
        }
    }

    private static Map<String, Object> whole(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("it is no JSON object");
        }
        return members(json);
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> members(json);
            case START_ARRAY -> items(json);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_STRING -> json.getText();
            default -> throw new IOException("there is a " + json.currentToken());
        };
    }

    private static Map<String, Object> members(JsonParser json) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                members.put(key, value(json));
            }
        }
        return members;
    }

    private static List<Object> items(JsonParser json) throws IOException {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(json));
        }
        return items;
    }
}
