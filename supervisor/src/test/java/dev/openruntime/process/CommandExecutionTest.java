package dev.openruntime.process;

import static dev.openruntime.process.ProcessFixture.LONG;
import static dev.openruntime.process.ProcessFixture.bash;
import static dev.openruntime.process.ProcessFixture.command;
import static dev.openruntime.process.ProcessFixture.python;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openruntime.health.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(240)
class CommandExecutionTest {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    @TempDir
    private Path directory;

    private final String run = "execution-test-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();

    @AfterEach
    void shouldLeaveNothingBehind() {
        assertThat(ProcessTable.fresh().tree(OptionalLong.empty(), cookie -> cookie.startsWith(run)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0, exit 0",
        "echo pong, 'exit 0 \"pong\"'",
        "echo; echo '  '; echo pong; echo more, 'exit 0 \"pong\"'",
        "printf pong, 'exit 0 \"pong\"'",
        "echo warm >&2; echo pong, 'exit 0 \"pong\"'",
        "echo warm >&2, 'exit 0 \"warm\"'",
        "printf 'a\\tb\\033[31m\\n', 'exit 0 \"a b [31m\"'",
    })
    void shouldSayHowItEndedAndWhatItPrintedFirst(String script, String words) throws Exception {
        assertThat(answer(bash(script), LONG)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "exit 3, exit 3",
        "echo trying; echo refused >&2; exit 1, 'exit 1 \"refused\"'",
        "echo not yet; exit 1, 'exit 1 \"not yet\"'",
        "kill -KILL $$, exit 137 (128 + 9: SIGKILL)",
    })
    void shouldFailByAnyOtherStatus(String script, String words) {
        assertThatThrownBy(() -> answer(bash(script), LONG))
                .isInstanceOf(IOException.class)
                .hasMessage(words);
    }

    @Test
    void shouldSayWhyItCouldNotBeStarted() {
        assertThatThrownBy(() -> answer(command("no-such-check"), LONG))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot run `no-such-check`: ")
                .hasMessageContaining("PATH");
    }

    @Test
    void shouldKillWhatIgnoresTermWhenItsTimeIsOver() {
        assertThatThrownBy(() ->
                        answer(bash("trap '' TERM; echo asleep; while :; do sleep 600; done"), Duration.ofSeconds(2)))
                .isInstanceOf(IOException.class)
                .hasMessage("no exit within 2000 ms \"asleep\"");
    }

    @Test
    void shouldKillGrandchildrenThatTurnedAwayWhenItsTimeIsOver() throws Exception {
        Path pid = directory.resolve("pid");
        Command escaping = python(ProcessFixture.ESCAPE.replace(
                        "print(os.getpid(), flush=True)", "open('" + pid + "', 'w').write(str(os.getpid()))")
                + "time.sleep(600)");

        assertThatThrownBy(() -> answer(escaping, Duration.ofSeconds(3))).hasMessageStartingWith("no exit within");

        assertThat(ProcessFixture.isAlive(Long.parseLong(Files.readString(pid))))
                .isFalse();
    }

    @Test
    void shouldNotWaitForWhatItLeftBehindButKillIt() throws Exception {
        assertThat(answer(bash("sleep 600 & echo $!"), LONG)).startsWith("exit 0 \"");
    }

    @Test
    void shouldNotBeHeldUpByWhatItLeftBehindPrinting() throws Exception {
        assertThat(answer(bash("yes & echo done"), LONG)).startsWith("exit 0 \"");
    }

    @Test
    void shouldReadAwayAFlood() throws Exception {
        assertThat(answer(bash("yes pong | head -c 20000000; yes warm | head -c 20000000 >&2"), LONG))
                .isEqualTo("exit 0 \"pong\"");
        assertThatThrownBy(() -> answer(bash("exec yes flood"), Duration.ofSeconds(2)))
                .hasMessage("no exit within 2000 ms \"flood\"");
    }

    @Test
    void shouldKeepLittleOfALongLine() throws Exception {
        assertThat(answer(bash("printf '%09999d\\n' 0"), LONG)).isEqualTo("exit 0 \"" + "0".repeat(200) + "\"");
    }

    @Test
    void shouldEndWhenItsThreadIsInterrupted() throws Exception {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Path begun = directory.resolve("begun");
        Thread asking = Thread.ofPlatform().start(() -> {
            try {
                outcome.complete(answer(bash("touch " + begun + "; exec yes"), LONG.multipliedBy(100)));
            } catch (InterruptedException e) {
                outcome.complete("interrupted");
            } catch (IOException e) {
                outcome.completeExceptionally(e);
            }
        });
        await().atMost(LONG).until(() -> Files.exists(begun));

        asking.interrupt();

        assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo("interrupted");
        assertThat(asking.join(LONG)).isTrue();
    }

    @Test
    void shouldLeaveNoDescriptorAndNoZombieBehind() throws Exception {
        answer(bash("sleep 600 &"), LONG);
        long descriptors = ProcessFixture.openDescriptors();

        for (int i = 0; i < 50; i++) {
            assertThat(answer(bash("sleep 600 & echo " + i), LONG)).isEqualTo("exit 0 \"" + i + "\"");
        }

        await().atMost(LONG).untilAsserted(() -> {
            assertThat(ProcessFixture.openDescriptors()).isLessThanOrEqualTo(descriptors);
            assertThat(ProcessFixture.zombies()).isZero();
        });
    }

    @Test
    void shouldNotBeTakenForAPartOfTheChildNorTheChildForAPartOfIt() throws Exception {
        ChildProcess child = ChildProcess.start(command("sleep", "600"), run + "-agent-1");
        Optional<Execution.Run> other =
                Optional.of(new CommandExecution(command("sleep", "600"), run, "agent").start());

        assertThat(answer(bash("printf %s $OPEN_RUNTIME_CHILD"), LONG)).startsWith("exit 0 \"" + run + "-agent-probe.");
        assertThat(child.exit()).isNotDone();
        child.killTree();
        assertThatThrownBy(() -> other.get().await(Duration.ofMillis(50))).hasMessage("no exit within 50 ms");
        other.get().close();
    }

    private String answer(Command command, Duration timeout) throws IOException, InterruptedException {
        try (Execution.Run started = new CommandExecution(command, run, "agent").start()) {
            return started.await(timeout);
        }
    }
}
