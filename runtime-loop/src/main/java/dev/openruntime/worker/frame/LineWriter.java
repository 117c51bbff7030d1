package dev.openruntime.worker.frame;

import dev.openruntime.invocation.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Writes frames as lines, the body as the last member. A line that fits the buffer is one write. */
final class LineWriter {

    private static final byte[] BODY = ascii(",\"body\":");
    private static final byte[] BODY_BASE64 = ascii(",\"bodyBase64\":\"");
    private static final byte[] QUOTE = ascii("\"");
    private static final byte[] END = ascii("}\n");

    /** Divisible by three, so that pieces in base64 make one text without padding between them. */
    private static final int PIECE_BYTES = 12 * 1024;

    private final OutputStream out;
    private final byte[] chunk;
    private int filled;

    /** @param chunk the buffer, which is the writer's from now on */
    LineWriter(OutputStream out, byte[] chunk) {
        this.out = out;
        this.chunk = chunk;
    }

    /** The bytes that a line with this header and body takes at most. */
    static int mostBytes(byte[] header, Body body) {
        return header.length + BODY_BASE64.length + QUOTE.length + END.length + (body.length() + 2) / 3 * 4;
    }

    /** As {@link FrameWriter#write}, for a header without line ends that has a member at least. */
    void write(byte[] header, Body body) throws IOException {
        filled = 0;
        put(header, 0, header.length - 1); // all but its closing brace
        if (!body.isEmpty()) {
            if (JsonScanner.isJson(body.bytes())) {
                put(BODY);
                putWithoutLineEnds(body.bytes());
            } else {
                put(BODY_BASE64);
                putInBase64(body.bytes());
                put(QUOTE);
            }
        }
        put(END);
        out.write(chunk, 0, filled);
    }

    /** No string of JSON has line ends in it, and nothing else needs them. */
    private void putWithoutLineEnds(byte[] json) throws IOException {
        int from = 0;
        for (int at = 0; at < json.length; at++) {
            if (json[at] == '\n' || json[at] == '\r') {
                put(json, from, at);
                from = at + 1;
            }
        }
        put(json, from, json.length);
    }

    private void putInBase64(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += PIECE_BYTES) {
            put(Base64.getEncoder().encode(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PIECE_BYTES))));
        }
    }

    private void put(byte[] bytes) throws IOException {
        put(bytes, 0, bytes.length);
    }

    private void put(byte[] bytes, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            if (filled == chunk.length) {
                out.write(chunk, 0, filled);
                filled = 0;
            }
            int step = Math.min(to - at, chunk.length - filled);
            System.arraycopy(bytes, at, chunk, filled, step);
            filled += step;
            at += step;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
