package dev.openruntime.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.openruntime.invocation.Body;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A JSON line taken apart: what a frame has as header, and what it has as body.
 *
 * @param header the line without its body; the whole line where that can't be made out
 * @param bytes the body; empty if there is none
 * @param unreadable whether there is one in {@code bodyBase64} that is no base64
 */
record LineBody(Body header, Body bytes, boolean unreadable) {

    private static final JsonFactory JSON = new JsonFactory();

    /** A line that is no JSON object is a header without a body, for whoever reads headers to refuse. */
    static LineBody in(byte[] line) {
        try (JsonParser parser = JSON.createParser(line)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            while (object && parser.nextToken() == JsonToken.FIELD_NAME) {
                String member = parser.currentName();
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int to = (int) parser.currentLocation().getByteOffset();
                if (member.equals("body")) {
                    return new LineBody(without(line, from, to), Body.of(Arrays.copyOfRange(line, from, to)), false);
                }
                if (member.equals("bodyBase64")) {
                    return decoded(line, from, to);
                }
            }
        } catch (IOException e) {
            return new LineBody(Body.of(line), Body.EMPTY, false);
        }
        return new LineBody(Body.of(line), Body.EMPTY, false);
    }

    private static LineBody decoded(byte[] line, int from, int to) {
        Body header = without(line, from, to);
        try {
            byte[] text = Arrays.copyOfRange(line, from + 1, Math.max(from + 1, to - 1));
            return new LineBody(header, Body.of(Base64.getDecoder().decode(text)), false);
        } catch (IllegalArgumentException e) {
            return new LineBody(header, Body.EMPTY, true);
        }
    }

    /** The body's value replaced by {@code null}, which counts as absent. */
    private static Body without(byte[] line, int from, int to) {
        byte[] none = {'n', 'u', 'l', 'l'};
        byte[] header = Arrays.copyOf(line, line.length - (to - from) + none.length);
        System.arraycopy(none, 0, header, from, none.length);
        System.arraycopy(line, to, header, from + none.length, line.length - to);
        return Body.of(header);
    }
}
