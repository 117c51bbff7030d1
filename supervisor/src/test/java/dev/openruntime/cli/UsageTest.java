package dev.openruntime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private CommandLineFixture cli;

    @BeforeEach
    void makeFixture() throws IOException {
        cli = new CommandLineFixture(folder);
    }

    @Test
    void shouldShowHelpOnStandardOutput() {
        assertThat(cli.run("--help")).isZero();

        assertThat(cli.out()).isEqualTo("");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void shouldShowHelpOfInvoke() {
        assertThat(cli.run("invoke", "--help")).isZero();

        assertThat(cli.out()).isEqualTo("");
    }

    @Test
    void shouldShowHelpOfDev() {
        assertThat(cli.run("dev", "-h")).isZero();

        assertThat(cli.out()).isEqualTo("");
    }

    @Test
    void shouldShowTheVersion() {
        assertThat(cli.run("--version")).isZero();

        assertThat(cli.out()).matches("open-runtime \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(Java 25[0-9.]*\\)\n");
    }

    @Test
    void shouldSuggestCommandsAndOptions() {
        assertThat(cli.run("invoek", "x")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("");

        assertThat(cli.run("invoke", "--cuont", "3", "x")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("");

        assertThat(cli.run("invoke", "x", "y")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("");
    }

    @Test
    void shouldSayWhatIsMissingOrWrong() {
        assertThat(cli.run()).isEqualTo(2);
        assertThat(cli.err()).startsWith("open-runtime: a command is missing\n");

        assertThat(cli.run("invoke")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("");

        assertThat(cli.run("invoke", "x", "--timeout", "soon")).isEqualTo(2);
        assertThat(cli.err()).contains("cannot read \"soon\" as a duration; write it as 500ms, 3s or 2m");

        assertThat(cli.run("invoke", "x", "--count", "0")).isEqualTo(2);
        assertThat(cli.err()).contains("--count must be at least 1, not 0");

        assertThat(cli.run("dev", "x", "--command")).isEqualTo(2);
        assertThat(cli.err()).contains("--command");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void shouldReportWhatCannotBeFoundBeforeAnythingIsStarted() throws IOException {
        String shop = cli.function.toString();

        assertThat(cli.run("invoke", shop + "/nowhere")).isEqualTo(2);
        assertThat(cli.err())
                .isEqualTo("open-runtime: cannot find " + shop + "/nowhere: there is no such folder or file\n");

        assertThat(cli.run("invoke", cli.home.toString())).isEqualTo(2);
        assertThat(cli.err()).contains("there is no open-runtime.yaml, .yml or .json in it");

        assertThat(cli.run("invoke", shop, "--event", "nothing.json")).isEqualTo(2);
        assertThat(cli.err())
                .isEqualTo("open-runtime: cannot read the event from nothing.json: there is no such file\n");

        assertThat(cli.run("invoke", shop, "--memory", "64")).isEqualTo(2);
        assertThat(cli.err()).contains("memory must be 128 to 10240 MB, not 64");

        Files.delete(cli.home.resolve("bootstrap"));
        assertThat(cli.run("invoke", shop)).isEqualTo(2);
        assertThat(cli.err()).contains("dist/bootstrap is not an executable file");

        cli.environment.remove("OPEN_RUNTIME_HOME");
        Files.writeString(cli.function.resolve("open-runtime.yaml"), "handler: { command: [x] }\n");
        assertThat(cli.run("invoke", shop)).isEqualTo(2);
        assertThat(cli.err()).contains("OPEN_RUNTIME_HOME is not set");
    }

    @Test
    void shouldReportAllProblemsOfTheConfigurationOnce() throws IOException {
        Path file = cli.function.resolve("open-runtime.yaml");
        Files.writeString(file, """
                handler: { comand: [x] }
                sidecars: [{ name: a, use: discvery }]
                deadline: { margin: soon }
                """);

        assertThat(cli.run("invoke", file.toString())).isEqualTo(2);

        assertThat(cli.err())
                .startsWith("open-runtime: " + file + ": ")
                .contains("line 1", "did you mean", "line 2", "discovery", "line 3")
                .hasLineCount(5);
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void shouldKnowThePlatformsVariablesWhenTheConfigurationIsChecked() throws IOException {
        Files.writeString(
                cli.function.resolve("open-runtime.yaml"),
                "handler: { command: [\"${AWS_REGION}\", \"${_HANDLER}\", \"${LAMBDA_TASK_ROOT}\", \"${MINE}\"] }\n");
        Files.delete(cli.home.resolve("bootstrap"));

        assertThat(cli.run("invoke", cli.function.toString())).isEqualTo(2);
        assertThat(cli.err()).contains("MINE").hasLineCount(2);

        assertThat(cli.run("invoke", cli.function.toString(), "--env", "MINE=1"))
                .isEqualTo(2);
        assertThat(cli.err()).contains("bootstrap is not an executable file");
    }
}
