package dev.openruntime.emulator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a registration.
 *
 * @param events what the extension wants to be told of, as it wrote it
 */
record Registration(List<String> events) {
    static final String INVOKE = "INVOKE";
    static final String SHUTDOWN = "SHUTDOWN";

    /** Copies the events. */
    Registration {
        events = List.copyOf(events);
    }

    /** @throws IOException if it is no registration; the message says why */
    static Registration read(RequestBody body) throws IOException {
        return switch (body) {
            case RequestBody.Complete complete -> new Registration(eventsOf(complete.bytes()));
            case RequestBody.TooLarge tooLarge -> throw new IOException("cannot read the registration: too large");
            case RequestBody.Truncated() -> throw new IOException("cannot read the registration: incomplete");
        };
    }

    private static List<String> eventsOf(byte[] body) throws IOException {
        List<String> events = new ArrayList<>();
        try (JsonParser json = Json.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("cannot read the registration: it must be a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                JsonToken value = json.nextToken();
                if (member.equals("configurationKeys") && value == JsonToken.START_ARRAY) {
                    if (json.nextToken() != JsonToken.END_ARRAY) {
                        throw new IOException("configurationKeys are not supported; use environment variables");
                    }
                } else if (member.equals("events") && value != JsonToken.VALUE_NULL) {
                    readEvents(json, value, events);
                } else {
                    json.skipChildren();
                }
            }
        }
        return events;
    }

    private static void readEvents(JsonParser json, JsonToken value, List<String> events) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            throw new IOException("cannot read the registration: events must be a list of names");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            events.add(json.getText());
        }
    }

    boolean wantsInvoke() {
        return events.contains(INVOKE);
    }

    boolean wantsShutdown() {
        return events.contains(SHUTDOWN);
    }
}
