package dev.openruntime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InvokeTest {

    private final Path folder;
    private final CommandLineFixture cli;
    private final String shop;

    InvokeTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        cli = new CommandLineFixture(folder);
        shop = cli.function.toString();
    }

    @Test
    void shouldPrintTheResponseAloneOnStandardOutput() {
        int status = cli.runWithInput("{\"order\": 7}", "invoke", shop, "--event", "-");

        assertThat(status).as(cli.err()).isZero();
        assertThat(cli.out()).isEqualTo("{\"order\": 7}\n");
    }

    @Test
    void shouldShowLogAndTimelineOnStandardErrorInTheOrderOfEvents() {
        assertThat(cli.run("invoke", shop)).as(cli.err()).isZero();

        assertThat(cli.err()
                        .lines()
                        .map(row -> row.replaceAll("[0-9.]+ ms.*|pid .*|[·▪━ ]+$", "")
                                .strip()))
                .containsSubsequence(
                        "│ hello from the function", "handler  handler", "first next at", "│ invocation 1");
        assertThat(cli.err())
                .containsPattern("(?m)^init  +0.* ms$")
                .containsPattern("(?m)^  handler  handler  pid \\d+ +[·▪━ ]+  ready +\\d+ ms")
                .containsPattern("(?m)^invocation [0-9a-f-]+…? +0.* ms$")
                .containsPattern("(?m)^  handle  handler +▪━*▪ +1.00 ms$")
                .containsPattern("(?m)^  post +▪(━*▪)? +0.15 ms$")
                .doesNotContain("START", "REPORT", "END");
    }

    @Test
    void shouldSendTheSampleEventUnlessAnotherIsNamed() throws IOException {
        assertThat(cli.run("invoke", shop)).isZero();
        assertThat(cli.out()).isEqualTo("{}\n");

        Files.writeString(cli.function.resolve("event.json"), "{\"sample\":true}\n");
        assertThat(cli.run("invoke", shop)).isZero();
        assertThat(cli.out()).isEqualTo("{\"sample\":true}\n");

        Path other = Files.writeString(folder.resolve("other.json"), "[\"é\"]");
        assertThat(cli.run("invoke", shop + "/open-runtime.yaml", "--event", other.toString()))
                .isZero();
        assertThat(cli.out()).isEqualTo("[\"é\"]\n");
    }

    @Test
    void shouldTellTheFunctionItsSettings() {
        int status = cli.run(
                "invoke",
                shop,
                "--handler=environment",
                "--memory=256",
                "--function-name=cart",
                "--env",
                "GREETING=a=b",
                "--env=OTHER=1");

        assertThat(status).as(cli.err()).isZero();
        assertThat(cli.out())
                .isEqualTo("{\"GREETING\": \"a=b\", \"LAMBDA_TASK_ROOT\": \"" + shop
                        + "\", \"OPEN_RUNTIME_CONFIG\": \"" + shop + "/open-runtime.yaml\","
                        + " \"AWS_LAMBDA_FUNCTION_NAME\": \"cart\","
                        + " \"AWS_LAMBDA_FUNCTION_MEMORY_SIZE\": \"256\"}\n");
    }

    @Test
    void shouldPassBytesThroughThatAreNoText() {
        assertThat(cli.run("invoke", shop, "--handler", "bytes")).isZero();

        assertThat(cli.outBytes()).containsExactly(0xff, 0x00, 0xfe);
    }

    @Test
    void shouldEndWithOneAndTheErrorAsItIsWhenTheFunctionFails() {
        assertThat(cli.run("invoke", shop, "--handler", "fail")).isOne();

        assertThat(cli.out())
                .isEqualTo("{\"errorType\": \"Function.Sad\", \"errorMessage\": \"no such order\","
                        + " \"lastLines\": [\"cannot bind 4317\"], \"stackTrace\": []}\n");
        assertThat(cli.err()).contains("  error   Function.Sad");
    }

    @Test
    void shouldNameTheChildItsErrorAndItsLastLinesWhenInitFails() {
        assertThat(cli.run("invoke", shop, "--handler", "init-fail")).isOne();

        assertThat(cli.out()).startsWith("{\"errorType\": \"OpenRuntime.InitFailed\"");
        assertThat(cli.err())
                .containsPattern("(?m)^  handler  handler  pid \\d+ .* failed +\\d+ ms$")
                .contains("    not ready within 3 s: tcp :4317 refused\n")
                .contains("stopped with status 1 at ")
                .contains("""
                        init failed: OpenRuntime.InitFailed
                          handler `handler` is not ready: tcp :4317 refused
                          last lines:
                          cannot bind 4317
                        """);
    }

    @Test
    void shouldSayWhatThePlatformDidWhenTheFunctionHangsOrExits() {
        assertThat(cli.run("invoke", shop, "--handler", "hang", "--timeout", "1s"))
                .isOne();
        assertThat(cli.err())
                .containsPattern("had no answer within its \\d+[.]\\d\\d s")
                .contains("environment was killed");
        assertThat(cli.out()).contains("Task timed out after 1.00 seconds");

        assertThat(cli.run("invoke", shop, "--handler", "die")).isOne();
        assertThat(cli.err()).contains(": Runtime.ExitError; its environment was ended");
        assertThat(cli.out()).contains("exit status 7");
    }

    @Test
    void shouldSumUpManyInvocations() {
        assertThat(cli.run("invoke", shop, "--count", "40")).as(cli.err()).isZero();

        assertThat(cli.out()).isEqualTo("{}\n");
        assertThat(cli.err())
                .contains("│ invocation 1\n", "log lines of later invocations, not shown: 39\n")
                .doesNotContain("│ invocation 2\n")
                .containsPattern("(?m)^40 invocations +p50 +p90 +p99 +max$")
                .containsPattern("(?m)^  handle  handler( +1.00 ms){4}$")
                .containsPattern("(?m)^  total +.* ms$")
                .doesNotContainPattern("(?m)^invocation ");
    }

    @Test
    void shouldGoOnAfterAnInvocationThatEndedTheEnvironment() {
        assertThat(cli.run("invoke", shop, "--count", "4", "--handler", "die-later", "--timeout", "60s"))
                .isOne();

        assertThat(cli.out()).isEqualTo("{}\n");
        assertThat(cli.err()).contains("Runtime.ExitError").containsPattern("(?m)^3 invocations ");
    }

    @Test
    void shouldLeaveNoTimelineBehind() {
        assertThat(cli.run("invoke", shop, "--handler", "timeline")).isZero();

        Path timeline = Path.of(cli.out().strip());
        assertThat(timeline).isAbsolute().hasFileName("timeline.jsonl").doesNotExist();
        assertThat(timeline.getParent()).doesNotExist();
    }
}
