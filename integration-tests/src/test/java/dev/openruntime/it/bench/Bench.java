package dev.openruntime.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test a folder of its own as task root, starts programs in it, and ends them afterwards, in order first and
 * then the hard way. Every process that has anything to do with the test carries the folder's name in {@code TMPDIR},
 * which all children inherit: a test that leaves one behind fails, and the process is killed.
 */
public final class Bench implements BeforeEachCallback, AfterEachCallback {

    private static final Duration TO_STOP = Duration.ofSeconds(20);
    private static final Duration TO_VANISH = Duration.ofSeconds(10);

    private final List<Process> processes = new ArrayList<>();
    private final List<Program> programs = new ArrayList<>();
    private final List<ScriptedPlatform> platforms = new ArrayList<>();
    private Path folder = Path.of("");

    /** The task root. */
    public Path folder() {
        return folder;
    }

    /** Writes a file into the task root. */
    public Path file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a file of the tests' resources into the task root. */
    public Path copy(String resource) {
        try {
            Path source = Distribution.resource(resource);
            return Files.copy(source, folder.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a folder into the task root, but for what was built in it. */
    public Path copyFolder(Path source) {
        Path copy = folder.resolve(source.getFileName());
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(file -> !file.startsWith(source.resolve("target")))
                    .toList()) {
                Path _ = Files.copy(
                        file,
                        copy.resolve(source.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** Any program that is to be started. */
    public Setup program(String... command) {
        return new Setup(this, List.of(command));
    }

    /** Waits until there is such a file in the task root. */
    public void awaitFile(String name) {
        await("the file " + name).atMost(ScriptedPlatform.PATIENCE).until(() -> Files.exists(folder.resolve(name)));
    }

    /** Lets time pass where the very moment is what a test tries; not a way to wait for anything. */
    public void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** A platform that goes with the test. */
    public ScriptedPlatform platform() {
        ScriptedPlatform platform = ScriptedPlatform.start();
        platforms.add(platform);
        return platform;
    }

    /** What {@code bootstrap} is to be started with. */
    public Setup bootstrap() {
        return bootstrapOf(Distribution.home());
    }

    /** What the {@code bootstrap} of another distribution is to be started with. */
    public Setup bootstrapOf(Path home) {
        return new Setup(this, List.of(home.resolve("bootstrap").toString()));
    }

    /** What the command line is to be started with. */
    public Setup openRuntime(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Distribution.home().resolve("open-runtime").toString());
        command.addAll(List.of(arguments));
        return new Setup(this, command);
    }

    /** The pids of all live processes of this test, but for the test itself. */
    public List<Long> processes() {
        return Processes.withEnvironment("TMPDIR=" + folder + "\0");
    }

    /** Waits until nothing of this test runs any more. */
    public void awaitNoProcess() {
        await("no process is left")
                .atMost(TO_VANISH)
                .untilAsserted(() -> assertThat(processes().stream().map(Processes::describe))
                        .as("processes left behind")
                        .isEmpty());
    }

    Program start(List<String> command, ProcessBuilder builder) {
        int number = programs.size() + 1;
        Path stdout = folder.resolve("stdout." + number);
        Path stderr = folder.resolve("stderr." + number);
        Path timeline = folder.resolve("timeline." + number);
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().put("OPEN_RUNTIME_TIMELINE", timeline.toString());
        List<String> inItsOwnGroup = new ArrayList<>(List.of("setsid"));
        inItsOwnGroup.addAll(command);
        try {
            Process process = builder.command(inItsOwnGroup)
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile())
                    .start();
            processes.add(process);
            Program program = new Program(process, stdout, stderr, timeline);
            programs.add(program);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        folder = Files.createTempDirectory("open-runtime-it-").toRealPath();
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException, InterruptedException {
        boolean failed = test.getExecutionException().isPresent();
        try {
            for (Process process : processes) {
                stop(process);
            }
            awaitNoProcess();
        } catch (AssertionError leftBehind) {
            failed = true;
            throw leftBehind;
        } finally {
            for (long pid : processes()) {
                boolean _ = Processes.signal("KILL", pid);
            }
            platforms.forEach(ScriptedPlatform::close);
            if (failed) {
                programs.forEach(program -> System.out.println(test.getDisplayName() + ": standard output\n"
                        + program.output() + "standard error\n" + program.errors()));
            }
            delete();
            processes.clear();
            programs.clear();
            platforms.clear();
        }
    }

    private static void stop(Process process) throws InterruptedException {
        if (process.isAlive()) {
            boolean _ = Processes.signal("TERM", process.pid());
            if (!process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "process " + process.pid() + " has not ended " + TO_STOP.toSeconds() + " s after SIGTERM");
            }
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
