package dev.openruntime.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** The two framings (P16), as the supervisor writes them. */
enum Framing {
    LENGTHS("length-prefixed frames"),
    LINES("JSON lines");

    private final String words;

    Framing(String words) {
        this.words = words;
    }

    /** What only it is held to. */
    Set<Statement> statements() {
        return switch (this) {
            case LENGTHS -> EnumSet.of(Statement.P10, Statement.P14);
            case LINES -> EnumSet.of(Statement.P17, Statement.P18, Statement.P19);
        };
    }

    String words() {
        return words;
    }

    /** A frame with this header, a JSON object, and this body, which may be empty. */
    byte[] encode(String header, byte[] body) {
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        return switch (this) {
            case LENGTHS ->
                ByteBuffer.allocate(8 + head.length + body.length)
                        .putInt(head.length)
                        .putInt(body.length)
                        .put(head)
                        .put(body)
                        .array();
            case LINES -> line(head, body);
        };
    }

    private static byte[] line(byte[] head, byte[] body) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(head.length + body.length + 32);
        line.write(head, 0, head.length - 1);
        if (body.length > 0) {
            boolean json = Header.isJson(body);
            line.writeBytes((json ? ",\"body\":" : ",\"bodyBase64\":\"").getBytes(StandardCharsets.US_ASCII));
            line.writeBytes(json ? withoutLineEnds(body) : Base64.getEncoder().encode(body));
            line.writeBytes((json ? "" : "\"").getBytes(StandardCharsets.US_ASCII));
        }
        line.write('}');
        line.write('\n');
        return line.toByteArray();
    }

    /** Inside of a JSON string there are none. */
    private static byte[] withoutLineEnds(byte[] json) {
        byte[] kept = new byte[json.length];
        int length = 0;
        for (byte b : json) {
            if (b != '\n' && b != '\r') {
                kept[length++] = b;
            }
        }
        return Arrays.copyOf(kept, length);
    }
}
