package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmulatorInvocationTest {
    @TempDir
    Path folder;

    @Test
    void shouldBringEventAndResponseByteForByte() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, "respond(id, event)")) {
            byte[] event = new byte[Emulator.MAX_PAYLOAD_BYTES];
            new Random(7).nextBytes(event);

            InvokeResult result = fixture.emulator.invoke(InvokeRequest.of(event));

            assertThat(result.functionError()).isFalse();
            assertThat(result.payload()).isEqualTo(event);
        }
    }

    @Test
    void shouldReportInitOnceAndEachInvocationWithItsMemory() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, "say('working')\nrespond(id, event)")) {
            InitReport init = fixture.emulator.init();
            InvocationReport first = fixture.invokeToTheEnd("{}");
            InvocationReport second = fixture.invokeToTheEnd("{}");

            assertThat(init.status()).isEqualTo(InitReport.Status.SUCCESS);
            assertThat(fixture.emulator.init()).isEqualTo(init);
            assertThat(first.initDuration()).contains(init.duration());
            assertThat(second.initDuration()).isEmpty();
            assertThat(first.status()).isEqualTo(InvocationReport.Status.SUCCESS);
            assertThat(first.maxMemoryBytes().orElse(0)).isBetween(2_000_000L, 500_000_000L);
            assertThat(fixture.output).containsExactly("working", "working");
            assertThat(fixture.platform).hasSize(6);
            assertThat(fixture.platform.stream().toList().getFirst())
                    .isEqualTo("START RequestId: " + first.requestId() + " Version: $LATEST");
            assertThat(fixture.platform.stream().toList().get(2))
                    .matches("REPORT RequestId: " + first.requestId()
                            + "\tDuration: [0-9.]+ ms\tBilled Duration: \\d+ ms"
                            + "\tMemory Size: 128 MB\tMax Memory Used: \\d+ MB\tInit Duration: [0-9.]+ ms\t");
        }
    }

    @Test
    void shouldHandOnAnErrorAndKeepTheEnvironment() throws Exception {
        String body = """
                if event == b'"bad"':
                    fail(id, 'Function.Broken', '{"errorType":"E","errorMessage":"no"}')
                else:
                    respond(id, str(os.getpid()))
                """;
        try (var fixture = EmulatorFixture.loop(folder, body)) {
            String pid = fixture.invoke("1").text();
            PendingInvocation failed = fixture.submit("\"bad\"");

            assertThat(failed.answer().functionError()).isTrue();
            assertThat(failed.answer().text()).isEqualTo("{\"errorType\":\"E\",\"errorMessage\":\"no\"}");
            assertThat(failed.end().status()).isEqualTo(InvocationReport.Status.ERROR);
            assertThat(failed.end().errorType()).contains("Function.Broken");
            assertThat(fixture.invoke("1").text()).isEqualTo(pid);
        }
    }

    @Test
    void shouldRunCallersOneAfterTheOtherInTheirOrder() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, "say('event ' + event.decode())\nrespond(id, event)")) {
            PendingInvocation first = fixture.submit("1");
            PendingInvocation second = fixture.submit("2");
            PendingInvocation third = fixture.submit("3");

            assertThat(third.answer().text()).isEqualTo("3");
            assertThat(second.answer().text()).isEqualTo("2");
            assertThat(first.answer().text()).isEqualTo("1");
            assertThat(third.end().status())
                    .isEqualTo(InvocationReport.Status.SUCCESS); // its output has been read then
            assertThat(fixture.output).containsExactly("event 1", "event 2", "event 3");
        }
    }

    @Test
    void shouldAnswerBeforeTheRuntimeAsksAgainButEndAfterwards() throws Exception {
        String body = """
                respond(id, event)
                while not os.path.exists('go-on'):
                    time.sleep(0.01)
                """;
        try (var fixture = EmulatorFixture.loop(folder, body)) {
            PendingInvocation invocation = fixture.submit("1");
            assertThat(invocation.answer().text()).isEqualTo("1");
            assertThat(fixture.platform).noneMatch(line -> line.startsWith("END"));

            Files.createFile(folder.resolve("go-on"));

            assertThat(invocation.end().status()).isEqualTo(InvocationReport.Status.SUCCESS);
            assertThat(fixture.platform).anyMatch(line -> line.startsWith("END"));
        }
    }

    @Test
    void shouldGiveTheBootstrapThePlatformsEnvironment() throws Exception {
        try (var fixture = EmulatorFixture.of(
                folder,
                EmulatorFixture.loopOf("respond(id, json.dumps([dict(os.environ), os.getcwd(), sys.stdin.read()]))"),
                settings -> settings.functionName("shop").memoryMegabytes(256))) {
            String text = fixture.invoke("{}").text();

            assertThat(text)
                    .contains("\"_HANDLER\": \"index.handler\"")
                    .contains("\"AWS_LAMBDA_FUNCTION_NAME\": \"shop\"")
                    .contains("\"AWS_LAMBDA_FUNCTION_MEMORY_SIZE\": \"256\"")
                    .contains("\"LAMBDA_TASK_ROOT\": \"" + folder + "\"")
                    .endsWith("\"" + folder.toRealPath() + "\", \"\"]");
        }
    }

    @Test
    void shouldTellDeadlineAndCallersWordsToTheRuntime() throws Exception {
        String body = "respond(id, json.dumps({name.lower(): value for name, value in _.items()}"
                + " | {'left': float(_['Lambda-Runtime-Deadline-Ms']) / 1000 - time.time()}))";
        var request = new InvokeRequest(
                "{}".getBytes(StandardCharsets.UTF_8),
                "application/json",
                Optional.of("live"),
                Optional.of("Root=1-5759e988-bd862e3fe1be46a994272793"),
                Optional.empty(),
                Optional.of("{\"cognitoIdentityId\":\"c\"}"),
                Optional.empty());
        try (var fixture = EmulatorFixture.loop(folder, body)) {
            String text = fixture.emulator.invoke(request).text();

            assertThat(text)
                    .contains("function:function:live")
                    .contains("Root=1-5759e988-bd862e3fe1be46a994272793")
                    .contains("cognitoIdentityId");
            double left = Double.parseDouble(text.replaceAll("(?s).*\"left\": ([-0-9.]+).*", "$1"));
            assertThat(left).isGreaterThan(0).isLessThanOrEqualTo(30);
        }
    }

    @Test
    void shouldTimeOutKillAndInitialiseAgain() throws Exception {
        String script = "number = life()\n"
                + EmulatorFixture.loopOf("if event == b'1': time.sleep(600)\nrespond(id, str(number))");
        try (var fixture = EmulatorFixture.of(folder, script, settings -> settings.timeout(Duration.ofMillis(2_500)))) {
            fixture.emulator.init();
            PendingInvocation slow = fixture.submit("1");

            InvokeResult result = slow.answer();

            assertThat(result.functionError()).isTrue();
            assertThat(result.text())
                    .isEqualTo("{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: " + slow.requestId()
                            + " Error: Task timed out after 2.50 seconds\"}");
            assertThat(slow.end().status()).isEqualTo(InvocationReport.Status.TIMEOUT);
            assertThat(slow.end().duration()).isGreaterThanOrEqualTo(Duration.ofMillis(2_500));
            assertThat(fixture.platform)
                    .anyMatch(line -> line.endsWith(slow.requestId() + " Task timed out after 2.50 seconds"))
                    .anyMatch(line -> line.startsWith("REPORT")
                            && line.endsWith("Status: timeout\tError Type: Sandbox.Timedout"));
            assertThat(fixture.invoke("2").text()).isEqualTo("2");
        }
    }

    @Test
    void shouldKeepTheResponseButResetWhenTheRuntimeDoesNotAskAgain() throws Exception {
        String script = "number = life()\n"
                + EmulatorFixture.loopOf("respond(id, str(number))\nif event == b'1': time.sleep(600)");
        try (var fixture = EmulatorFixture.of(folder, script, settings -> settings.timeout(Duration.ofSeconds(3)))) {
            fixture.emulator.init();
            PendingInvocation slow = fixture.submit("1");

            assertThat(slow.answer().text()).isEqualTo("1");
            assertThat(slow.answer().functionError()).isFalse();
            assertThat(slow.end().status()).isEqualTo(InvocationReport.Status.TIMEOUT);
            assertThat(fixture.invoke("2").text()).isEqualTo("2");
        }
    }

    @Test
    void shouldResetAfterAnInvalidResponseModeWhoseRuntimeGivesUp() throws Exception {
        String script = "number = life()\n" + EmulatorFixture.loopOf("""
                        if number == 1:
                            respond(id, '{}', {'Lambda-Runtime-Function-Response-Mode': 'buffered'})
                            sys.exit(0 if call('GET', RUNTIME + 'invocation/next')[0] == 403 else 9)
                        respond(id, str(number))
                        """);
        try (var fixture = EmulatorFixture.of(folder, script)) {
            PendingInvocation odd = fixture.submit("1");

            assertThat(odd.answer().functionError()).isTrue();
            assertThat(odd.answer().payload()).isEmpty();
            assertThat(odd.end().errorType()).contains("Runtime.ExitError");
            assertThat(fixture.platform).anyMatch(line -> line.endsWith("Runtime exited without providing a reason"));
            assertThat(fixture.invoke("2").text()).isEqualTo("2");
        }
    }
}
