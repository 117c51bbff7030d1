package dev.openruntime.telemetry;

import dev.openruntime.process.OutputBatch;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Where one record begins and ends among bytes: a line on standard output; on the platform's telemetry pipe a frame of
 * type word, length, timestamp and payload. Contract: the {@code _LAMBDA_TELEMETRY_LOG_FD} of the runtime interface
 * clients, which is read from their sources, not documented.
 */
final class RecordFrame {

    /** Bytes of a frame before its payload. */
    static final int HEADER_BYTES = 16;

    /** Where in a frame the length of the payload is. */
    static final int LENGTH_INDEX = 4;

    private static final long TYPE = 0xA55A_0000L;
    private static final int HAS_TIMESTAMP = 2;
    private static final int IS_TEXT = 1;
    private static final int LEVEL_SHIFT = 2;

    private RecordFrame() {}

    /** Begins a record; returns what {@link #end} is to be given. */
    static int begin(LogSettings settings, OutputBatch into) {
        int start = into.size();
        if (settings.framed()) {
            into.addZeros(HEADER_BYTES);
        }
        return start;
    }

    /** Ends the record that began there. */
    static void end(LogSettings settings, LogLevel level, Instant at, int start, OutputBatch into) {
        if (settings.framed()) {
            long type = TYPE | ((long) level.number() << LEVEL_SHIFT) | HAS_TIMESTAMP;
            long length = into.size() - start - (long) HEADER_BYTES;
            into.setLong(
                    start, ((settings.format() == LogFormat.TEXT ? type | IS_TEXT : type) << Integer.SIZE) | length);
            into.setLong(start + Long.BYTES, micros(at));
        } else {
            into.add('\n');
        }
        into.endLine();
    }

    /** How many bytes the frame takes that begins there. */
    static int size(byte[] frames, int start) {
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            length = (length << Byte.SIZE) | (frames[start + LENGTH_INDEX + i] & 0xFF);
        }
        return HEADER_BYTES + length;
    }

    private static long micros(Instant at) {
        return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(at.getNano());
    }
}
