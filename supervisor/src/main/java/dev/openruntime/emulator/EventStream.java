package dev.openruntime.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The messages of {@code application/vnd.amazon.eventstream} that {@code InvokeWithResponseStream} answers with. A
 * message: its length, the length of its headers, a checksum of both, the headers, the payload, a checksum of all;
 * lengths and checksums (CRC-32) are 32 bits, the highest first.
 */
final class EventStream {
    static final String TYPE = "application/vnd.amazon.eventstream";

    private static final int MOST_BYTES = 64 * 1024;
    private static final int FIXED_BYTES = 16;
    private static final byte STRING = 7;

    private EventStream() {}

    /** A part of the response, in as many messages as it takes. */
    static byte[] payload(byte[] bytes) {
        var messages = new ByteArrayOutputStream(bytes.length + 256);
        for (int from = 0; from < bytes.length; from += MOST_BYTES) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + MOST_BYTES));
            messages.writeBytes(message("PayloadChunk", "application/octet-stream", part));
        }
        return messages.toByteArray();
    }

    /**
     * The end of the response.
     *
     * @param error why it isn't whole
     * @param log the end of the invocation's log, where it was asked for
     */
    static byte[] complete(Optional<PlatformError> error, Optional<byte[]> log) {
        byte[] json = Json.object(out -> {
            if (error.isPresent()) {
                out.writeStringField("ErrorCode", error.get().errorType());
                out.writeStringField("ErrorDetails", error.get().text());
            }
            if (log.isPresent()) {
                out.writeStringField("LogResult", Base64.getEncoder().encodeToString(log.get()));
            }
        });
        return message("InvokeComplete", "application/json", json);
    }

    private static byte[] message(String event, String contentType, byte[] payload) {
        var headers = new ByteArrayOutputStream();
        header(headers, ":event-type", event);
        header(headers, ":content-type", contentType);
        header(headers, ":message-type", "event");
        int length = FIXED_BYTES + headers.size() + payload.length;
        ByteBuffer message = ByteBuffer.allocate(length).putInt(length).putInt(headers.size());
        message.putInt(checksum(message)).put(headers.toByteArray()).put(payload);
        byte[] whole = new byte[length];
        message.putInt(checksum(message)).flip().get(whole);
        return whole;
    }

    private static void header(ByteArrayOutputStream to, String name, String value) {
        to.write(name.length());
        to.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        to.write(STRING);
        to.write(value.length() >> 8);
        to.write(value.length());
        to.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Of what has been put so far. */
    private static int checksum(ByteBuffer message) {
        var sum = new CRC32();
        sum.update(message.duplicate().flip());
        return (int) sum.getValue();
    }
}
