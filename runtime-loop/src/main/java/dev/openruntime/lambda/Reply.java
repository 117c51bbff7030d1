package dev.openruntime.lambda;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An HTTP response, read to its end. */
record Reply(int status, List<Header> headers, Body body) {

    private static final int SHOWN_CHARACTERS = 300;

    /**
     * The header's value; an empty one counts as absent, as the platform's contract demands. Its bytes are UTF-8, as
     * those of all JSON are: a client context travels in a header.
     */
    Optional<String> header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value().isEmpty() ? Optional.empty() : Optional.of(asUtf8(header.value()));
            }
        }
        return Optional.empty();
    }

    /** All that begin with {@code Lambda-}, as they were on the wire. */
    List<Header> platformHeaders() {
        List<Header> platforms = new ArrayList<>();
        for (Header header : headers) {
            if (header.name().regionMatches(true, 0, "Lambda-", 0, "Lambda-".length())) {
                platforms.add(header);
            }
        }
        return platforms;
    }

    /** HTTP knows bytes only, and the client makes each a character. */
    private static String asUtf8(String value) {
        if (isAscii(value)) {
            return value;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException otherwise) {
            // Not UTF-8 then. To lose a header's odd character is better than to lose the event.
            return value;
        }
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Status and body in words, for messages. */
    String inWords() {
        String text = body.text().strip();
        return "status " + status + (text.isEmpty() ? "" : ": " + shortened(text));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
