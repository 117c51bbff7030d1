package dev.openruntime.it.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link ScriptedPlatform} hands out.
 *
 * @param timeout from the moment it is handed out to the platform's deadline
 * @param headers of the answer to {@code next}, beside request id and deadline
 */
public record Event(Bytes body, Duration timeout, Map<String, String> headers) {

    /** Long enough for any machine: tests that are about deadlines set their own. */
    private static final Duration NO_HURRY = Duration.ofMinutes(2);

    /** An event of these bytes, in no hurry. */
    public static Event of(byte[] body) {
        return new Event(Bytes.of(body), NO_HURRY, Map.of("Content-Type", "application/json"));
    }

    /** An event of this text, in no hurry. */
    public static Event of(String body) {
        return of(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same event with this much time. */
    public Event within(Duration time) {
        return new Event(body, time, headers);
    }

    /** The same event with one header more. */
    public Event with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Event(body, timeout, more);
    }
}
