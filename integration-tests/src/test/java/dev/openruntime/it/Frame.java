package dev.openruntime.it;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A record on the platform's telemetry pipe.
 *
 * @param type its first word
 * @param micros since the epoch
 */
record Frame(int type, long micros, String text) {

    /** All of them; they have to fill the bytes. */
    static List<Frame> readAll(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<Frame> frames = new ArrayList<>();
        while (buffer.hasRemaining()) {
            int type = buffer.getInt();
            byte[] payload = new byte[buffer.getInt()];
            long micros = buffer.getLong();
            buffer.get(payload);
            frames.add(new Frame(type, micros, new String(payload, StandardCharsets.UTF_8)));
        }
        return frames;
    }
}
