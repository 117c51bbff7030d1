package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ProcessGroupTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();

    @Test
    void shouldReadBothStreamsInTheirOrderAndGiveNoInput() throws Exception {
        start("echo one; echo two >&2; printf 'three\\r\\nfour'; cat");

        assertThat(status()).isEqualTo(new ExitStatus.Exited(0));
        assertThat(lines).containsExactly("one", "two", "three\r", "four");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "127", "128", "129", "137", "143", "255"})
    void shouldReportAnExitAsAnExit(int code) throws Exception {
        start("exit " + code);

        assertThat(status()).isEqualTo(new ExitStatus.Exited(code));
    }

    @ParameterizedTest
    @CsvSource({"HUP,1", "INT,2", "KILL,9", "SEGV,11", "PIPE,13", "TERM,15"})
    void shouldReportASignalAsASignal(String name, int number) throws Exception {
        start("kill -s " + name + " $$; read -r < <(:)");

        assertThat(status()).isEqualTo(new ExitStatus.Signalled(number));
    }

    @Test
    void shouldSendASignalToTheWholeGroup() throws Exception {
        ProcessGroup group = start("trap 'echo parent; exit 7' TERM\n"
                + "(trap 'echo child; exit' TERM; echo up; while :; do sleep 0.05; done) & echo up; wait");
        await().atMost(PATIENCE).until(() -> lines.size() == 2);

        group.signal("TERM");

        assertThat(status()).isEqualTo(new ExitStatus.Exited(7));
        assertThat(lines).contains("parent");
        assertThat(group.awaitGone(PATIENCE)).isTrue();
    }

    @Test
    void shouldSurviveAStopAndStillReportTheEnd() throws Exception {
        ProcessGroup group = start("echo up; exec sleep 600");
        await().atMost(PATIENCE).until(() -> lines.size() == 1);

        group.signal("STOP");
        group.signal("CONT");
        group.signal("STOP");
        group.signal("KILL");

        assertThat(status()).isEqualTo(new ExitStatus.Signalled(9));
    }

    @Test
    void shouldLeadAGroupOfItsOwn() throws Exception {
        ProcessGroup group = start("echo $$; exec sleep 600");
        await().atMost(PATIENCE).until(() -> lines.size() == 1);

        long leader = group.leader().orElseThrow();

        assertThat(lines).containsExactly(Long.toString(leader));
        assertThat(ProcessTable.aliveIn(leader)).containsExactly(leader);
        group.signal("KILL");
        assertThat(group.awaitGone(PATIENCE)).isTrue();
        assertThat(ProcessTable.aliveIn(leader)).isEmpty();
    }

    @Test
    void shouldNotWaitForOutputThatAProcessOutsideTheGroupHoldsBack() throws Exception {
        ProcessGroup group = start("set -m; sleep 600 & echo $!");

        assertThat(status()).isEqualTo(new ExitStatus.Exited(0));

        assertThat(group.awaitGone(PATIENCE)).isTrue();
        ProcessHandle.of(Long.parseLong(lines.remove())).ifPresent(ProcessHandle::destroyForcibly);
    }

    private ProcessGroup start(String script) throws Exception {
        return ProcessGroup.start(
                List.of("/bin/bash", "-c", script),
                folder,
                Map.of("PATH", System.getenv("PATH")),
                lines::add,
                exit::complete);
    }

    private ExitStatus status() throws Exception {
        return exit.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
