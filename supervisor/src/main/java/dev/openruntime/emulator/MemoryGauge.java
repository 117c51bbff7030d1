package dev.openruntime.emulator;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the memory of all processes of an environment, from {@code /proc}; a few milliseconds a time. For each: its
 * proportional share now, so that pages which several share count once, plus what its resident set was larger at its
 * peak. Peaks of different moments add up, so the sum is an upper estimate.
 */
final class MemoryGauge {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryGauge.class);
    private static final Pattern KILOBYTES = Pattern.compile("(?m)^(Pss|Rss|VmHWM):\\s+(\\d+) kB$");

    /** A measurement is waited for by the next event, so at most this part of the time goes into them. */
    private static final int SHARE = 20;

    private OptionalLong most = OptionalLong.empty();
    private Deadline rest = Deadline.in(Duration.ZERO);

    /**
     * Measures now, unless the last time is too near for what it cost: where events follow each other closely, a peak
     * is seen a few of them later. The most that was ever measured is what {@link #most} says.
     *
     * @param leaders of the process groups; what has left its group counts while it descends from its leader
     */
    void measure(Collection<Long> leaders) {
        if (rest.remaining().isPositive()) {
            return;
        }
        long begun = System.nanoTime();
        measureNow(leaders);
        rest = Deadline.in(Duration.ofNanos((System.nanoTime() - begun) * SHARE));
    }

    private void measureNow(Collection<Long> leaders) {
        try {
            long sum = 0;
            for (long pid : ProcessFamily.of(leaders)) {
                sum += bytesOf(pid);
            }
            if (sum > 0) {
                most = OptionalLong.of(Math.max(sum, most.orElse(0)));
            }
        } catch (NotDirectoryException | NoSuchFileException e) {
            LOG.debug("no /proc here: the memory used stays unknown", e);
        } catch (IOException e) {
            LOG.warn("cannot measure the memory used", e);
        }
    }

    /** In bytes; empty where nothing could be measured. */
    OptionalLong most() {
        return most;
    }

    private static long bytesOf(long pid) {
        Path directory = Path.of("/proc", Long.toString(pid));
        Map<String, Long> figures = new HashMap<>();
        Matcher matcher = KILOBYTES.matcher(ProcessFamily.read(directory.resolve("smaps_rollup"))
                + ProcessFamily.read(directory.resolve("status")));
        while (matcher.find()) {
            figures.put(matcher.group(1), Long.parseLong(matcher.group(2)) * 1024);
        }
        long peak = figures.getOrDefault("VmHWM", 0L);
        long resident = figures.getOrDefault("Rss", 0L);
        return figures.getOrDefault("Pss", 0L) + Math.max(0, peak - resident);
    }
}
