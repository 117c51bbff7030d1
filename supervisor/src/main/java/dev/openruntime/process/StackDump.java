package dev.openruntime.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes a process write its stack, by a signal, to a file that it holds open, and reads it from there. Works for a
 * process that hears nothing, and disturbs it no more than the signal does. Any thread; blocks.
 */
public final class StackDump {

    private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();

    /** A dump that hasn't grown for so many polls is whole: it is written at one go, if the process gets the CPU. */
    private static final int QUIET_POLLS = 20;

    private final SignalTarget process;
    private final Path file;

    private StackDump(SignalTarget process, Path file) {
        this.process = process;
        this.file = file;
    }

    /** The place where a process writes its stack. Empty where the descriptor is no regular file. */
    public static Optional<StackDump> of(SignalTarget process, int descriptor) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "fd", Integer.toString(descriptor));
        return Files.isRegularFile(file) ? Optional.of(new StackDump(process, file)) : Optional.empty();
    }

    /**
     * Sends the signal and waits for what it brings about; what was there before is left out.
     *
     * @return empty where nothing came in time
     */
    public String take(int mostBytes, Duration within) throws IOException {
        long until = System.nanoTime() + within.toNanos();
        try (RandomAccessFile dump = new RandomAccessFile(file.toFile(), "r")) {
            long start = dump.length();
            process.signal();
            long end = start;
            int quiet = 0;
            while (System.nanoTime() < until && (end == start || quiet < QUIET_POLLS)) {
                LockSupport.parkNanos(POLL_NANOS);
                long length = dump.length();
                quiet = length == end ? quiet + 1 : 0;
                end = length;
            }
            byte[] bytes = new byte[(int) Math.min(end - start, mostBytes)];
            dump.seek(start);
            dump.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
