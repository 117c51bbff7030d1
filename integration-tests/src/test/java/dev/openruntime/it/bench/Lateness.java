package dev.openruntime.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much time this machine took away while something was measured: how long somebody waited for a CPU, as the kernel
 * has counted it. Where it doesn't count, how late a thread was that wanted to be woken each millisecond. A limit of
 * time can be asserted on a busy machine, too: it may be passed by no more than that.
 */
public final class Lateness implements AutoCloseable {

    private static final Path PRESSURE = Path.of("/proc/pressure/cpu");
    private static final Pattern SOME = Pattern.compile("some .*total=(\\d+)");
    private static final long NAP_NANOS = 1_000_000;

    /** What waking up takes on an idle machine. */
    private static final long USUAL_NANOS = 500_000;

    private final Thread thread = Thread.ofPlatform().daemon().name("lateness").unstarted(this::measure);
    private final long waitedBefore = waitedNanos();
    private volatile boolean over;
    private long late; // read when the thread has ended
    private long longest; // the same

    private Lateness() {}

    /** Begins to measure. */
    public static Lateness begin() {
        Lateness lateness = new Lateness();
        lateness.thread.start();
        return lateness;
    }

    /** Ends it; what was lost since the beginning. */
    public Duration end() {
        close();
        return Duration.ofNanos(Math.max(late, waitedNanos() - waitedBefore));
    }

    /** Ends it; how long at most the machine kept a thread waiting that wanted to run. */
    public Duration endWithLongest() {
        close();
        return Duration.ofNanos(longest);
    }

    private void measure() {
        while (!over) {
            long begun = System.nanoTime();
            LockSupport.parkNanos(NAP_NANOS);
            long once = Math.max(0, System.nanoTime() - begun - NAP_NANOS - USUAL_NANOS);
            late += once;
            longest = Math.max(longest, once);
        }
    }

    private static long waitedNanos() {
        try {
            Matcher some = SOME.matcher(Files.exists(PRESSURE) ? Files.readString(PRESSURE) : "");
            return some.find() ? Long.parseLong(some.group(1)) * 1_000 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
