package dev.openruntime.it.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The packaged program at work: one process, in a group of its own, with its output in files. */
public final class Program {

    private final Process process;
    private final Path stdout;
    private final Path stderr;
    private final Path timeline;

    Program(Process process, Path stdout, Path stderr, Path timeline) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
        this.timeline = timeline;
    }

    /** The process that was started, which leads its group. */
    public long pid() {
        return process.pid();
    }

    Process process() {
        return process;
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends it a signal. */
    public void signal(String name) {
        boolean _ = Processes.signal(name, pid());
    }

    /** Sends it SIGTERM by a system call, with no other process between; when that was, by {@link System#nanoTime}. */
    public long terminate() {
        long now = System.nanoTime();
        process.destroy();
        return now;
    }

    /** Sends its whole process group a signal, as platforms do; as soon as there is that group. */
    public void signalGroup(String name) {
        await("its group")
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Processes.leadsGroup(pid()) || !process.isAlive());
        boolean _ = Processes.signal(name, -pid());
    }

    /** Waits for its end. */
    public int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the program has not ended after " + patience.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits for its end, as long as that takes on a busy machine. */
    public int awaitExit() {
        return awaitExit(ScriptedPlatform.PATIENCE);
    }

    /** Its standard output so far, whole lines only. */
    public List<String> lines() {
        return lines(stdout);
    }

    /** Its standard output so far. */
    public String output() {
        return text(stdout);
    }

    /** Its standard error so far. */
    public String errors() {
        return text(stderr);
    }

    /** Waits for a line on standard output. */
    public String awaitLine(Predicate<String> wanted) {
        return await("a line of output")
                .atMost(ScriptedPlatform.PATIENCE)
                .until(() -> lines().stream().filter(wanted).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    /** Waits until its timeline is as wanted. */
    public Timeline awaitTimeline(Predicate<Timeline> wanted) {
        return await("the timeline").atMost(ScriptedPlatform.PATIENCE).until(this::timeline, wanted);
    }

    /** Its timeline so far. */
    public Timeline timeline() {
        return new Timeline(lines(timeline).stream().map(Json::read).toList());
    }

    private static List<String> lines(Path file) {
        String text = text(file);
        int end = text.lastIndexOf('\n');
        return end < 0 ? List.of() : List.of(text.substring(0, end).split("\n", -1)); // a carriage return ends no line
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
