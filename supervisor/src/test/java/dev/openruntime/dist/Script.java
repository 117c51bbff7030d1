package dev.openruntime.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A running command. Its output, both streams, goes to a file, since a pipe would lose what processes write that
 * outlive the command. Ends what it started when closed.
 */
final class Script implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final List<ProcessHandle> strays = new ArrayList<>();

    private Script(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a command with no environment but PATH and these variables. */
    static Script start(Map<String, String> environment, String... command) throws IOException {
        Path log = Files.createTempFile("script", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        return new Script(builder.start(), log);
    }

    /** The same in a process group of its own, as a platform starts a runtime. */
    static Script startInOwnGroup(Map<String, String> environment, Path program) throws IOException {
        return start(environment, "/bin/bash", "-c", "set -m; \"$0\" & wait $!", program.toString());
    }

    /** Runs bash code to its end and gives its output. */
    static String bash(String code) throws Exception {
        try (Script script = start(Map.of(), "/bin/bash", "-c", code)) {
            script.exitStatus();
            return script.output();
        }
    }

    /** The words of the first line that begins with this word, as soon as there is one. */
    List<String> awaitLine(String word) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(words(word)).as(this::output).isPresent());
        return words(word).orElseThrow();
    }

    /** The number that follows this word at the beginning of a line: a process that is ended with this object. */
    ProcessHandle awaitProcess(String word) {
        ProcessHandle stray = ProcessHandle.of(Long.parseLong(awaitLine(word).get(1)))
                .orElseThrow(() -> new AssertionError(word + " is gone: " + output()));
        strays.add(stray);
        return stray;
    }

    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    int exitStatus() throws InterruptedException {
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS))
                .as(() -> "ended; output: " + output())
                .isTrue();
        return process.exitValue();
    }

    /** What was written by now, without the last line end. */
    String output() {
        return text().stripTrailing();
    }

    private String text() {
        try {
            return Files.readString(log);
        } catch (IOException failed) {
            throw new AssertionError("cannot read " + log, failed);
        }
    }

    static void awaitDead(ProcessHandle process) {
        await().atMost(LONG).untilAsserted(() -> assertThat(process.isAlive()).isFalse());
    }

    private Optional<List<String>> words(String first) {
        String text = text();
        String complete = text.substring(0, text.lastIndexOf('\n') + 1);
        return complete.lines()
                .map(line -> List.of(line.strip().split(" ")))
                .filter(words -> words.getFirst().equals(first))
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        strays.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.delete(log);
    }
}
