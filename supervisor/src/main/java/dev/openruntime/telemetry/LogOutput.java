package dev.openruntime.telemetry;

import dev.openruntime.process.OutputBatch;
import dev.openruntime.process.OutputLane;
import dev.openruntime.process.OutputRelay;
import dev.openruntime.process.OutputSink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where all records of this process go: its standard output, whose reader is the platform. Directly, until a relay
 * stands in between; from then on what the supervisor says waits for nobody, and is lost and counted where the platform
 * takes nothing for so long that the relay is full of it.
 *
 * <p>Any thread; records are never mixed. A file descriptor's stream rather than {@code System.out}: each record, or
 * each batch of them, is to be one write.
 */
public final class LogOutput implements OutputSink {

    private static final LogOutput STANDARD =
            new LogOutput(LogSettings.of(System.getenv()), new FileOutputStream(FileDescriptor.out));

    private static final int NOTICE_BYTES = 200;

    private final LogSettings settings;
    private final OutputStream out;
    private final Object lock = new Object();
    private boolean broken; // guarded by lock
    private final AtomicLong lost = new AtomicLong();
    private volatile Optional<OutputRelay> relay = Optional.empty();

    /** Writes to this stream, which stays the caller's to close. */
    LogOutput(LogSettings settings, OutputStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** The one of this process. */
    public static LogOutput standard() {
        return STANDARD;
    }

    /** How records are written here. */
    public LogSettings settings() {
        return settings;
    }

    /** From now on records go through this relay, which has to be open to this sink. */
    public void through(OutputRelay lanes) {
        relay = Optional.of(lanes);
    }

    /** A record of the supervisor's own. */
    void say(OutputBatch record) {
        Optional<OutputRelay> lanes = relay;
        if (lanes.isEmpty()) {
            write(record.bytes(), record.size());
        } else {
            tellOfLoss(lanes.get().own());
            if (!lanes.get().own().offer(record)) {
                long _ = lost.addAndGet(record.lines());
            }
        }
    }

    private void tellOfLoss(OutputLane lane) {
        long count = lost.get();
        if (count > 0) {
            String words = "lost " + count + " records: nobody took what was logged";
            OutputBatch notice = new OutputBatch(NOTICE_BYTES);
            new LogRecord(Instant.now(), LogLevel.WARN, LogRecord.SUPERVISOR, words, Map.of(), Optional.empty())
                    .write(settings, notice);
            if (lane.offer(notice)) {
                long _ = lost.addAndGet(-count);
            }
        }
    }

    @Override
    public void write(byte[] records, int length) {
        synchronized (lock) {
            if (broken) {
                return;
            }
            try {
                if (settings.framed()) {
                    writeFrames(records, length);
                } else {
                    out.write(records, 0, length);
                }
            } catch (IOException e) {
                broken = true;
                System.err.println("open-runtime: cannot write the log any more: " + e.getMessage());
            }
        }
    }

    /** The platform wants each frame in a write of its own. */
    private void writeFrames(byte[] frames, int length) throws IOException {
        int size;
        for (int start = 0; start < length; start += size) {
            size = RecordFrame.size(frames, start);
            out.write(frames, start, size);
        }
    }
}
