package dev.openruntime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the tests of real processes share. */
final class ProcessFixture {

    static final Duration LONG = Duration.ofSeconds(30);
    static final Map<String, String> PATH = Map.of("PATH", "/usr/local/bin:/usr/bin:/bin");

    /**
     * Forks twice, the second time in a session of its own, and sees its parent gone before it says its process id. So
     * it descends from nobody.
     */
    static final String ESCAPE = """
            import os, sys, time
            escaped, said = os.pipe()
            if os.fork() == 0:
                os.setsid()
                parent = os.getpid()
                if os.fork() == 0:
                    while os.getppid() == parent:
                        time.sleep(0.001)
                    print(os.getpid(), flush=True)
                    os.close(said)
                    time.sleep(600)
                os._exit(0)
            os.close(said)
            os.wait()
            os.read(escaped, 1) # what is said after this process has ended, the JDK may not hear
            """;

    private ProcessFixture() {}

    static Command command(String... arguments) {
        return new Command(List.of(arguments), PATH, Path.of("/tmp"));
    }

    static Command bash(String script) {
        return command("bash", "-c", script);
    }

    static Command python(String script) {
        return command("python3", "-c", script);
    }

    static InstantSource time() {
        Instant origin = Instant.now();
        long nanos = System.nanoTime();
        return () -> origin.plusNanos(System.nanoTime() - nanos);
    }

    /** Whether it runs; a zombie doesn't. */
    static boolean isAlive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    static void awaitGone(long pid) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(isAlive(pid)).as("process %s lives", pid).isFalse());
    }

    /** The processes that have this one for a parent and that nobody has waited for. */
    static long zombies() {
        long self = ProcessHandle.current().pid();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path ->
                            Character.isDigit(path.getFileName().toString().charAt(0)))
                    .filter(path -> isZombieOf(path, self))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isZombieOf(Path process, long parent) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith("Z " + parent + " ", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }

    static long openDescriptors() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
