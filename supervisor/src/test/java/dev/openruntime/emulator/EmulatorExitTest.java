package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class EmulatorExitTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "sys.exit(0), Runtime exited without providing a reason",
        "sys.exit(1), Runtime exited with error: exit status 1",
        "os._exit(129), Runtime exited with error: exit status 129",
        "os._exit(137), Runtime exited with error: exit status 137",
        "'os.kill(os.getpid(), signal.SIGKILL)', Runtime exited with error: signal: killed",
        "'os.kill(os.getpid(), signal.SIGTERM)', Runtime exited with error: signal: terminated",
        "'os.kill(os.getpid(), signal.SIGSEGV)', Runtime exited with error: signal: segmentation fault"
    })
    void shouldAnswerWithTheExitAndInitialiseAgain(String exit, String reason) throws Exception {
        String script = "number = life()\n"
                + EmulatorFixture.loopOf(
                        "if number == 1:\n    say('going')\n    " + exit + "\nrespond(id, str(number))");
        try (var fixture = EmulatorFixture.of(folder, script)) {
            PendingInvocation crashed = fixture.submit("{}");

            assertThat(crashed.answer().functionError()).isTrue();
            assertThat(crashed.answer().text())
                    .isEqualTo("{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
                            + crashed.requestId() + " Error: " + reason + "\"}");
            assertThat(crashed.end().status()).isEqualTo(InvocationReport.Status.FAILURE);
            assertThat(crashed.end().errorType()).contains("Runtime.ExitError");
            assertThat(fixture.output).containsExactly("going");
            assertThat(fixture.platform)
                    .contains("RequestId: " + crashed.requestId() + " Error: " + reason, "Runtime.ExitError");
            assertThat(fixture.invokeToTheEnd("{}").initDuration()).isEmpty();
            assertThat(fixture.invoke("{}").text()).isEqualTo("2");
        }
    }

    @Test
    void shouldKeepAResponseThatWasPostedBeforeTheExit() throws Exception {
        String script =
                "number = life()\n" + EmulatorFixture.loopOf("respond(id, str(number))\nif number == 1: sys.exit(3)");
        try (var fixture = EmulatorFixture.of(folder, script)) {
            PendingInvocation invocation = fixture.submit("{}");

            assertThat(invocation.answer().functionError()).isFalse();
            assertThat(invocation.answer().text()).isEqualTo("1");
            assertThat(invocation.end().status()).isEqualTo(InvocationReport.Status.FAILURE);
            assertThat(fixture.invoke("{}").text()).isEqualTo("2");
        }
    }

    @Test
    void shouldInitialiseAgainAfterADeathBetweenTwoInvocations() throws Exception {
        String script = "number = life()\nopen('pid', 'w').write(str(os.getpid()))\n"
                + EmulatorFixture.loopOf("respond(id, str(number))");
        try (var fixture = EmulatorFixture.of(folder, script)) {
            fixture.invokeToTheEnd("{}");

            ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pid"))))
                    .orElseThrow()
                    .destroyForcibly();
            await().atMost(EmulatorFixture.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(fixture.platform).contains("Error: Runtime exited with error: signal: killed"));

            InvokeResult next = fixture.invoke("{}");
            assertThat(next.functionError()).isFalse();
            assertThat(next.text()).isEqualTo("2");
        }
    }

    @Test
    void shouldAnswerTheFirstInvocationWithTheInitError() throws Exception {
        String script = """
                number = life()
                if number == 1:
                    init_error('Function.NoSuchHandler', '{"errorType":"E","errorMessage":"no handler"}')
                    sys.exit(1)
                """ + EmulatorFixture.loopOf("respond(id, str(number))");
        try (var fixture = EmulatorFixture.of(folder, script)) {
            InitReport init = fixture.emulator.init();
            PendingInvocation first = fixture.submit("{}");

            assertThat(init.status()).isEqualTo(InitReport.Status.ERROR);
            assertThat(init.error().map(PlatformError::text))
                    .contains("{\"errorType\":\"E\",\"errorMessage\":\"no handler\"}");
            assertThat(first.answer().functionError()).isTrue();
            assertThat(first.answer().text()).isEqualTo("{\"errorType\":\"E\",\"errorMessage\":\"no handler\"}");
            assertThat(first.end().errorType()).contains("Function.NoSuchHandler");
            assertThat(fixture.platform)
                    .anyMatch(line -> line.matches("INIT_REPORT Init Duration: [0-9.]+ ms\tPhase: init\tStatus: error"
                            + "\tError Type: Function.NoSuchHandler"));
            assertThat(fixture.invoke("{}").text()).isEqualTo("2");
        }
    }

    @Test
    void shouldAnswerTheFirstInvocationWithAnExitDuringInit() throws Exception {
        String script =
                "number = life()\nif number == 1: sys.exit(7)\n" + EmulatorFixture.loopOf("respond(id, str(number))");
        try (var fixture = EmulatorFixture.of(folder, script)) {
            InvokeResult first = fixture.invoke("{}");

            assertThat(first.text())
                    .isEqualTo("{\"errorType\":\"Runtime.ExitError\","
                            + "\"errorMessage\":\"Error: Runtime exited with error: exit status 7\"}");
            assertThat(fixture.invoke("{}").text()).isEqualTo("2");
        }
    }

    @Test
    void shouldAnswerAtOnceWhenTheInitInsideAnInvocationFails() throws Exception {
        String script = """
                number = life()
                if number == 2:
                    init_error('MyType', 'not json')
                    sys.exit(1)
                """ + EmulatorFixture.loopOf("if number == 1: sys.exit(1)\nrespond(id, str(number))");
        try (var fixture = EmulatorFixture.of(folder, script)) {
            fixture.invokeToTheEnd("{}");

            PendingInvocation second = fixture.submit("{}");

            assertThat(second.answer().text()).isEqualTo("not json");
            assertThat(second.answer().contentType()).isEqualTo("application/octet-stream");
            assertThat(second.end().errorType()).contains("Runtime.Unknown");
            assertThat(fixture.platform).anyMatch(line -> line.contains("Phase: invoke\tStatus: error"));
            assertThat(fixture.invoke("{}").text()).isEqualTo("3");
        }
    }

    @Test
    void shouldInitialiseInsideTheInvocationAfterTheInitLimit() throws Exception {
        String script = "number = life()\nif number == 1: time.sleep(600)\n"
                + EmulatorFixture.loopOf("respond(id, str(number))");
        try (var fixture = EmulatorFixture.of(folder, script, settings -> settings.initLimit(Duration.ofSeconds(2)))) {
            InitReport init = fixture.emulator.init();
            PendingInvocation first = fixture.submit("{}");

            assertThat(init.status()).isEqualTo(InitReport.Status.TIMEOUT);
            assertThat(first.answer().text()).isEqualTo("2");
            assertThat(first.end().initDuration()).isEmpty();
            assertThat(fixture.platform)
                    .anyMatch(line ->
                            line.matches("INIT_REPORT Init Duration: [0-9.]+ ms\tPhase: init\tStatus: timeout"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "./absent, Runtime.InvalidEntrypoint, is not there",
        "./plain.txt, Runtime.InvalidEntrypoint, is not executable",
        "no-such-program, Runtime.InvalidEntrypoint, cannot start the bootstrap: no-such-program is not there"
    })
    void shouldNameABootstrapThatCannotBeStarted(String program, String errorType, String message) throws Exception {
        Files.writeString(folder.resolve("plain.txt"), "no program");
        var config = EmulatorConfig.builder(List.of(program), folder).build();
        try (Emulator emulator = Emulator.start(config, (origin, line) -> {})) {
            InitReport init = emulator.init();

            assertThat(init.error().orElseThrow().errorType()).isEqualTo(errorType);
            assertThat(init.error().orElseThrow().text()).contains(message);
        }
    }

    @Test
    void shouldNameATaskRootThatIsNone() throws Exception {
        var config = EmulatorConfig.builder(List.of("bash"), folder.resolve("absent"))
                .build();
        try (Emulator emulator = Emulator.start(config, (origin, line) -> {})) {
            assertThat(emulator.init().error().orElseThrow().errorType()).isEqualTo("Runtime.InvalidWorkingDir");
        }
    }
}
