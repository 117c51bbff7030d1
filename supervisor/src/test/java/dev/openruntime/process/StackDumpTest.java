package dev.openruntime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDumpTest {

    private static final Duration SURELY = Duration.ofSeconds(30);

    /** A process that writes to descriptor 5 on USR1, and has a pipe as 1. */
    private static final String SHOWS =
            "exec 5>>dump; echo old >&5; trap 'echo first$0second >&5' USR1; echo $$; while :; do sleep 0.05; done";

    private final List<Process> processes = new ArrayList<>();

    /** Starts it and waits for the pid that it prints. */
    private long start(Path folder, String... command) throws IOException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
        processes.add(process);
        return Long.parseLong(process.inputReader().readLine());
    }

    private long child() {
        return processes.getFirst().pid();
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            assertThat(process.waitFor(SURELY.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldReadWhatTheSignalBringsAboutAndNothingOlder(@TempDir Path folder) throws Exception {
        long pid = start(folder, "bash", "-c", SHOWS, "-");

        StackDump dump = dump(pid);

        assertThat(dump.take(1_000, SURELY)).isEqualTo("first-second\n");
        assertThat(dump.take(8, SURELY)).isEqualTo("first-se");
    }

    @Test
    void shouldAskAProcessThatTheChildStarted(@TempDir Path folder) throws Exception {
        long pid = start(folder, "bash", "-c", "bash -c \"$0\" -; :", SHOWS);

        assertThat(pid).isNotEqualTo(child());
        assertThat(dump(pid).take(1_000, SURELY)).startsWith("first");
    }

    @Test
    void shouldGiveUpWhenNothingComesInTime(@TempDir Path folder) throws Exception {
        long pid = start(folder, "bash", "-c", "exec 5>>dump; trap '' USR1; echo $$; while :; do sleep 0.05; done");

        StackDump dump = dump(pid);

        assertThat(dump.take(1_000, Duration.ofMillis(50))).isEmpty();
    }

    @Test
    void shouldSendNoSignalToAStrangerNorToWhoWouldEndOfIt(@TempDir Path folder) throws Exception {
        long pid = start(folder, "bash", "-c", SHOWS, "-");
        long self = ProcessHandle.current().pid();

        assertThat(SignalTarget.of(self + 1_000_000, pid, "USR1")).isEmpty();
        assertThat(SignalTarget.of(pid, self, "USR1")).isEmpty();
        assertThat(SignalTarget.of(pid, pid, "USR2")).as("it would end it").isEmpty();
        assertThat(SignalTarget.of(pid, pid, "KILL")).isEmpty();
        assertThat(SignalTarget.of(pid, pid, "NONE")).isEmpty();
    }

    @Test
    void shouldReadFromARegularFileOnly(@TempDir Path folder) throws Exception {
        long pid = start(folder, "bash", "-c", SHOWS, "-");
        SignalTarget process = SignalTarget.of(pid, pid, "USR1").orElseThrow();

        assertThat(StackDump.of(process, 1)).as("a pipe").isEmpty();
        assertThat(StackDump.of(process, 77)).as("none").isEmpty();
    }

    private StackDump dump(long pid) throws IOException {
        return StackDump.of(SignalTarget.of(child(), pid, "USR1").orElseThrow(), 5)
                .orElseThrow();
    }
}
