package dev.openruntime.emulator;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells when all that a process has written so far is read, by a mark behind it in the same pipe. Nothing else does: a
 * pipe has no position, and to wait for silence is to guess. {@link #hear} belongs to the reader's thread,
 * {@link #await} to the platform's.
 */
final class OutputMark {
    private final String word = "\0" + UUID.randomUUID() + "\0";
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private int number;

    /** Takes the marks out of the lines that were read. A line that was begun when the mark was set ends there. */
    void hear(String line, Consumer<String> onLine) {
        int at = line.indexOf(word);
        if (at < 0) {
            onLine.accept(line);
            return;
        }
        if (at > 0) {
            onLine.accept(line.substring(0, at));
        }
        heard.add(line.substring(at + word.length()));
    }

    /**
     * Waits until what was written before this call is read.
     *
     * @param pid of a process that has the pipe as its standard output; if it is gone, nobody writes there any more
     * @return false if that isn't in time, or it can't be known
     */
    boolean await(long pid, Duration atMost) throws InterruptedException {
        number++;
        String mine = Integer.toString(number);
        try (var pipe = new FileOutputStream("/proc/" + pid + "/fd/1")) {
            pipe.write((word + mine + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return false;
        }
        Deadline deadline = Deadline.in(atMost);
        String next = heard.poll(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        while (next != null && !next.equals(mine)) {
            next = heard.poll(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        }
        return next != null;
    }
}
