package dev.openruntime.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processes of this machine, by what the kernel says of them. */
public final class Processes {

    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** Whether there is such a process, and it is no zombie. */
    public static boolean isAlive(long pid) {
        return state(pid) != 'Z' && state(pid) != ' ';
    }

    /** Sends a signal by its name; a negative {@code pid} means a process group. Whether there was anybody. */
    public static boolean signal(String name, long pid) {
        return run("kill", "-s", name, "--", Long.toString(pid)) == 0;
    }

    /** Whether this process leads a group, so that the group can be sent a signal. */
    static boolean leadsGroup(long pid) {
        String stat = read(PROC.resolve(Long.toString(pid)).resolve("stat"));
        String[] behindItsName =
                stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return behindItsName.length > 2 && behindItsName[2].equals(Long.toString(pid)); // state, parent, group
    }

    /** The pids of all live processes whose environment holds this text. */
    static List<Long> withEnvironment(String text) {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path one : all) {
                long pid = Long.parseLong(one.getFileName().toString());
                if (read(one.resolve("environ")).contains(text) && isAlive(pid)) {
                    found.add(pid);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** For a person: pid, state and command line. */
    static String describe(long pid) {
        Path process = PROC.resolve(Long.toString(pid));
        return pid + " " + state(pid) + " " + read(process.resolve("cmdline")).replace('\0', ' ') + " "
                + read(process.resolve("environ"))
                        .lines()
                        .flatMap(all -> List.of(all.split("\0")).stream())
                        .filter(variable -> variable.startsWith("OPEN_RUNTIME_CHILD="))
                        .toList();
    }

    /** The letter of {@code /proc/PID/stat}, or a blank. */
    private static char state(long pid) {
        String stat = read(PROC.resolve(Long.toString(pid)).resolve("stat"));
        int end = stat.lastIndexOf(')');
        return end < 0 ? ' ' : stat.charAt(end + 2);
    }

    private static int run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("`" + String.join(" ", command) + "` hangs");
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Empty where the process has gone, or isn't ours. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
