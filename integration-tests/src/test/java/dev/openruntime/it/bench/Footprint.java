package dev.openruntime.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process holds at a moment.
 *
 * @param descriptors its open files
 * @param threads the names of its threads, as the kernel cuts them; without those that the JDK itself starts to learn
 *     of a child's end, since it keeps them for another minute, as many as ever were of use at once
 * @param zombies children that have ended and that nobody has asked how
 * @param heapKiB what is left of its heap after a full collection
 */
public record Footprint(long descriptors, List<String> threads, long zombies, long heapKiB) {

    private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");

    /** Of the process as it is now. Asks it to collect its garbage first, which takes some milliseconds. */
    public static Footprint of(long pid) {
        String _ = jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        long heap = 0;
        while (used.find()) {
            heap += Long.parseLong(used.group(1));
        }
        assertThat(heap).as("the heap's use in what jcmd says").isPositive();
        Path process = Path.of("/proc", Long.toString(pid));
        return new Footprint(entries(process.resolve("fd")), threads(process), zombies(pid), heap);
    }

    /** Waits until the process holds no more descriptors and threads than this, and has no zombie. */
    public void awaitNoMoreIn(long pid) {
        await("no more descriptors and threads than before")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> {
                    Footprint now = of(pid);
                    assertThat(now.descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors);
                    assertThat(now.threads())
                            .as("threads; before: %s", threads)
                            .hasSizeLessThanOrEqualTo(threads.size());
                    assertThat(now.zombies()).as("zombies").isZero();
                });
    }

    private static List<String> threads(Path process) {
        try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
            return tasks.flatMap(Footprint::name)
                    .filter(name -> !name.startsWith("process reaper") && !name.startsWith("ForkJoinPool"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> name(Path task) {
        try {
            return Stream.of(Files.readString(task.resolve("comm")).strip());
        } catch (IOException ended) {
            return Stream.empty();
        }
    }

    private static long zombies(long parent) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .filter(path -> isZombieOf(path, parent))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isZombieOf(Path process, long parent) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z " + parent + " ");
        } catch (IOException gone) {
            return false;
        }
    }

    private static long entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jcmd(long pid, String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(List.of(jcmd, Long.toString(pid), command))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("jcmd " + command + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
