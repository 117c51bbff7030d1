package dev.openruntime.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what processes use from {@code /proc}. What has gone meanwhile used nothing. */
final class Processes {

    private static final Path PROC = Path.of("/proc");
    private static final Pattern SHARE = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB$");
    private static final Pattern SLEEPS = Pattern.compile("(?m)^voluntary_ctxt_switches:\\s+(\\d+)$");

    /** A run's id and the number of the spawn stand around the name, which may have hyphens of its own. */
    private static final Pattern COOKIE = Pattern.compile("(?:^|\0)OPEN_RUNTIME_CHILD=[^-\0]*-([^\0]*)-[^-\0]*\0");

    /** Of clock ticks, in which the kernel tells a process's time. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final int KILO = 1024;

    private Processes() {}

    /** The memory of each, the greatest first; waits for the kernel to add up each one's pages. */
    static List<ProcessUse> memory(Collection<Long> pids) {
        List<ProcessUse> uses = new ArrayList<>();
        for (long pid : pids) {
            Matcher share = SHARE.matcher(read(pid, "smaps_rollup"));
            if (share.find()) {
                uses.add(new ProcessUse(pid, name(pid), Long.parseLong(share.group(1)) * KILO));
            }
        }
        uses.sort(Comparator.comparingLong(ProcessUse::bytes).reversed());
        return uses;
    }

    private static String name(long pid) {
        Matcher cookie = COOKIE.matcher(read(pid, "environ"));
        if (cookie.find()) {
            return cookie.group(1);
        }
        String command = read(pid, "cmdline");
        if (command.contains("dev.openruntime.supervisor.Main")) {
            return "supervisor";
        }
        return command.contains("/bootstrap\0")
                ? "bootstrap"
                : read(pid, "comm").strip();
    }

    /** The time that all of them have spent on processors so far, and children that they have waited for; to 10 ms. */
    static Duration processor(Collection<Long> pids) {
        long ticks = 0;
        for (long pid : pids) {
            String stat = read(pid, "stat");
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            for (int field = 11; field < 15 && field < fields.length; field++) { // utime, stime, cutime, cstime
                ticks += Long.parseLong(fields[field]);
            }
        }
        return TICK.multipliedBy(ticks);
    }

    /** The time that the threads which now live have spent on processors, to the nanosecond. */
    static Duration exactProcessor(Collection<Long> pids) {
        long nanos = 0;
        for (Path thread : threads(pids)) {
            nanos += first(read(thread.resolve("schedstat")));
        }
        return Duration.ofNanos(nanos);
    }

    /** How often the threads which now live have gone to sleep. */
    static long sleeps(Collection<Long> pids) {
        long sleeps = 0;
        for (Path thread : threads(pids)) {
            Matcher matcher = SLEEPS.matcher(read(thread.resolve("status")));
            sleeps += matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        }
        return sleeps;
    }

    private static List<Path> threads(Collection<Long> pids) {
        List<Path> threads = new ArrayList<>();
        for (long pid : pids) {
            try (DirectoryStream<Path> tasks =
                    Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("task"))) {
                tasks.forEach(threads::add);
            } catch (IOException gone) {
                // It uses nothing any more.
            }
        }
        return threads;
    }

    private static long first(String numbers) {
        return Optional.of(numbers.split(" ", 2)[0].strip())
                .filter(number -> !number.isEmpty())
                .map(Long::valueOf)
                .orElse(0L);
    }

    private static String read(long pid, String file) {
        return read(PROC.resolve(Long.toString(pid)).resolve(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
