package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmulatorShutdownTest {
    /** Says when SIGTERM comes, and starts a child that ignores it, all of them known to the test by their ids. */
    private static final String WITNESS = """
            def on_term(*_):
                open('terminated', 'w').close()
                os._exit(0)
            signal.signal(signal.SIGTERM, on_term)
            child = subprocess.Popen(['bash', '-c', 'trap "" TERM; sleep 600 & wait'])
            open('pids', 'w').write(f'{os.getpid()} {child.pid}')
            """;

    @TempDir
    Path folder;

    @Test
    void shouldKillWithoutWarningWhereNoExtensionIsRegistered() throws Exception {
        String script = WITNESS + EmulatorFixture.loopOf("respond(id, event)");
        try (var fixture = EmulatorFixture.of(folder, script)) {
            fixture.invokeToTheEnd("{}");
        }

        assertThat(folder.resolve("terminated")).doesNotExist();
        assertNothingIsLeft();
    }

    @Test
    void shouldTerminateTheGroupFirstWhereAnExtensionIsRegistered() throws Exception {
        String script = WITNESS + "register('graceful')\n" + EmulatorFixture.loopOf("respond(id, event)");
        try (var fixture = EmulatorFixture.of(folder, script)) {
            fixture.invokeToTheEnd("{}");
        }

        assertThat(folder.resolve("terminated")).exists();
        assertNothingIsLeft();
    }

    @Test
    void shouldKillAfterTheBudgetWhatIgnoresTermination() throws Exception {
        String script = WITNESS + "register('stubborn')\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                + EmulatorFixture.loopOf("respond(id, event)");
        try (var fixture =
                EmulatorFixture.of(folder, script, settings -> settings.shutdownBudget(ShutdownBudget.PLATFORM))) {
            fixture.invokeToTheEnd("{}");
        }

        assertNothingIsLeft();
    }

    @Test
    void shouldTerminateFirstOnATimeoutToo() throws Exception {
        String script = WITNESS + "register('graceful')\n" + EmulatorFixture.loopOf("time.sleep(600)");
        try (var fixture = EmulatorFixture.of(folder, script, settings -> settings.timeout(Duration.ofSeconds(1)))) {
            fixture.emulator.init();
            fixture.invokeToTheEnd("{}");

            assertThat(folder.resolve("terminated")).exists();
            assertNothingIsLeft();
        }
    }

    @Test
    void shouldKillWhatAnExitLeavesInTheGroup() throws Exception {
        String script = WITNESS + EmulatorFixture.loopOf("os._exit(0)");
        try (var fixture = EmulatorFixture.of(folder, script)) {
            fixture.invokeToTheEnd("{}");

            assertNothingIsLeft();
        }
    }

    @Test
    void shouldEndAnIdleEnvironmentAndStartTheNextCold() throws Exception {
        String script = WITNESS + "register('graceful')\n" + EmulatorFixture.loopOf("respond(id, event)");
        Optional<Duration> soon = Optional.of(Duration.ofMillis(300));
        try (var fixture = EmulatorFixture.of(folder, script, settings -> settings.spindown(soon))) {
            assertThat(fixture.invokeToTheEnd("1").initDuration()).isPresent();
            await().atMost(EmulatorFixture.PATIENCE).until(() -> !fixture.ends.isEmpty());

            assertThat(folder.resolve("terminated")).exists();
            assertNothingIsLeft();
            assertThat(fixture.ends).singleElement().satisfies(end -> {
                assertThat(end.reason()).isEqualTo(ShutdownReason.SPINDOWN);
                assertThat(end.asked()).isTrue();
                assertThat(end.killed()).isFalse();
            });
            assertThat(fixture.invokeToTheEnd("2").initDuration())
                    .as("an init phase of its own")
                    .isPresent();
        }
    }

    @Test
    void shouldCancelWhatRunsAndWaitsWhenClosed() throws Exception {
        String script = WITNESS + EmulatorFixture.loopOf("open('running', 'w').close()\ntime.sleep(600)");
        var fixture = EmulatorFixture.of(folder, script);
        PendingInvocation running = fixture.submit("1");
        PendingInvocation waiting = fixture.submit("2");
        await().atMost(EmulatorFixture.PATIENCE).until(() -> Files.exists(folder.resolve("running")));

        fixture.close();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(running::answer);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(running::end);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(waiting::answer);
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> fixture.submit("3"));
        assertNothingIsLeft();
        fixture.close();
    }

    @Test
    void shouldStopAnInitThatHangsWhenClosed() throws Exception {
        var fixture = EmulatorFixture.of(folder, WITNESS + "time.sleep(600)");
        PendingInvocation waiting = fixture.submit("1");
        await().atMost(EmulatorFixture.PATIENCE).until(() -> pids().size() == 2);

        fixture.close();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(waiting::answer);
        assertNothingIsLeft();
    }

    @Test
    void shouldLeaveNothingWhenTheEmulatorsProcessIsKilled() throws Exception {
        EmulatorFixture.write(
                folder, WITNESS + "register('graceful')\n" + EmulatorFixture.loopOf("respond(id, event)"));
        Process jvm = new ProcessBuilder(javaCommand(EmulatorMain.class.getName(), folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("jvm.log").toFile())
                .start();
        await().atMost(EmulatorFixture.PATIENCE)
                .untilAsserted(() ->
                        assertThat(Files.readString(folder.resolve("jvm.log"))).contains("ready"));

        jvm.destroyForcibly().waitFor();

        await().atMost(EmulatorFixture.PATIENCE).untilAsserted(this::assertNothingIsLeft);
        assertThat(folder.resolve("terminated")).doesNotExist();
    }

    static List<String> javaCommand(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return command;
    }

    private List<Long> pids() throws IOException {
        Path file = folder.resolve("pids");
        return Files.exists(file)
                ? Files.readString(file)
                        .lines()
                        .flatMap(line -> List.of(line.split(" ", -1)).stream())
                        .map(Long::valueOf)
                        .toList()
                : List.of();
    }

    /** Neither the processes that the script named nor any other of their group live; zombies are dead. */
    private void assertNothingIsLeft() throws IOException {
        List<Long> known = pids();
        assertThat(known).hasSize(2);
        assertThat(ProcessTable.aliveIn(known.getFirst())).isEmpty();
        assertThat(ProcessTable.isAlive(known.getLast())).isFalse();
    }
}
