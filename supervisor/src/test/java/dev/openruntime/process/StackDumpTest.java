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

        StackDump dump = StackDump.of(child(), pid, 5).orElseThrow();

        assertThat(dump.take("USR1", 1_000, SURELY)).isEqualTo("first-second\n");
        assertThat(dump.take("USR1", 8, SURELY)).isEqualTo("first-se");
    }

    @Test
    void shouldAskAProcessThatTheChildStarted(@TempDir Path folder) throws Exception {
        long pid = start(folder, "bash", "-c", "bash -c \"$0\" -; :", SHOWS);

        assertThat(pid).isNotEqualTo(child());
        assertThat(StackDump.of(child(), pid, 5).orElseThrow().take("USR1", 1_000, SURELY))
                .startsWith("first");
    }

    @Test
    void shouldGiveUpWhenNothingComesInTime(@TempDir Path folder) throws Exception {
        long pid = start(folder, "bash", "-c", "exec 5>>dump; trap '' USR1; echo $$; while :; do sleep 0.05; done");

        StackDump dump = StackDump.of(child(), pid, 5).orElseThrow();

        assertThat(dump.take("USR1", 1_000, Duration.ofMillis(50))).isEmpty();
    }

    @Test
    void shouldSendNoSignalToAStrangerNorForWhatIsNoFile(@TempDir Path folder) throws Exception {
        long pid = start(folder, "bash", "-c", SHOWS, "-");

        assertThat(StackDump.of(ProcessHandle.current().pid() + 1_000_000, pid, 5))
                .isEmpty();
        assertThat(StackDump.of(pid, ProcessHandle.current().pid(), 1)).isEmpty();
        assertThat(StackDump.of(child(), pid, 1)).as("a pipe").isEmpty();
        assertThat(StackDump.of(child(), pid, 77)).as("none").isEmpty();
    }
}
