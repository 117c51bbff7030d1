package dev.openruntime.lambda;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An HTTP response, read to its end. */
record Reply(int status, HttpHeaders headers, Body body) {

    private static final int SHOWN_CHARACTERS = 300;

    /**
     * The header's value; an empty one counts as absent, as the platform's contract demands. Its bytes are UTF-8, as
     * those of all JSON are: a client context travels in a header.
     */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name))
                .filter(value -> !value.isEmpty())
                .map(Reply::asUtf8);
    }

    /** All that begin with {@code Lambda-}, as they were on the wire. */
    List<Header> platformHeaders() {
        List<Header> platforms = new ArrayList<>();
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().regionMatches(true, 0, "Lambda-", 0, "Lambda-".length())) {
                platforms.add(new Header(header.getKey(), header.getValue()));
            }
        }
        return platforms;
    }

    /** HTTP knows bytes only, and the client makes each a character. */
    private static String asUtf8(String value) {
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

    /** Status and body in words, for messages. */
    String inWords() {
        String text = body.text().strip();
        return "status " + status + (text.isEmpty() ? "" : ": " + shortened(text));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
