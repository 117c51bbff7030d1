package dev.openruntime.emulator.url;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The HTTP response that a function's answer stands for. An object with a {@code statusCode} says what it is to be; any
 * other JSON is the body of a response with status 200; an answer in the framing of streamed responses has its body
 * behind the separator.
 *
 * @param status 200 to 599
 * @param headers without those that frame the message; cookies are {@code set-cookie}
 * @param body empty where the status allows none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never shared
public record UrlAnswer(int status, List<Map.Entry<String, String>> headers, byte[] body) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final String FRAMED = "application/vnd.awslambda.http-integration-response";
    private static final int SEPARATOR_BYTES = 8;

    /** Copies the headers. */
    public UrlAnswer {
        headers = List.copyOf(headers);
    }

    /**
     * Reads a function's answer. Stateless; any thread.
     *
     * @param contentType as the runtime posted it
     * @throws MalformedAnswerException if it is none of the three forms
     */
    public static UrlAnswer read(byte[] payload, String contentType) throws MalformedAnswerException {
        if (isFramed(contentType)) {
            int end = endOfPrelude(payload);
            UrlAnswerParts parts = parts(Arrays.copyOf(payload, end));
            return parts.framing(Arrays.copyOfRange(payload, end + SEPARATOR_BYTES, payload.length));
        }
        UrlAnswerParts parts = parts(payload);
        return parts.hasStatus()
                ? parts.structured()
                : new UrlAnswer(200, List.of(Map.entry("content-type", "application/json")), payload);
    }

    /** Whether an answer of this type begins with a prelude: the framing of streamed responses. */
    public static boolean isFramed(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith(FRAMED);
    }

    /** Whether the prelude of such an answer, and what separates it from the body, is in here whole. */
    public static boolean hasPrelude(byte[] begin) {
        return findEndOfPrelude(begin) >= 0;
    }

    private static int endOfPrelude(byte[] payload) throws MalformedAnswerException {
        int end = findEndOfPrelude(payload);
        if (end < 0) {
            throw new MalformedAnswerException(
                    "its type is " + FRAMED + ", but there are no eight zero bytes between the prelude and the body");
        }
        return end;
    }

    private static int findEndOfPrelude(byte[] payload) {
        int zeros = 0;
        for (int i = 0; i < payload.length; i++) {
            zeros = payload[i] == 0 ? zeros + 1 : 0;
            if (zeros == SEPARATOR_BYTES) {
                return i + 1 - SEPARATOR_BYTES;
            }
        }
        return -1;
    }

    private static UrlAnswerParts parts(byte[] text) throws MalformedAnswerException {
        try (JsonParser json = JSON.createParser(text)) {
            var parts = new UrlAnswerParts();
            if (json.nextToken() == null) {
                throw new MalformedAnswerException("it is empty");
            }
            if (json.currentToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    Object _ = json.nextToken();
                    parts.take(name, json);
                }
            } else {
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new MalformedAnswerException("there is more than one JSON value in it");
            }
            return parts;
        } catch (IOException e) {
            throw new MalformedAnswerException("it is not JSON: " + e.getMessage());
        }
    }
}
