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

        assertThat(cli.out()).isEqualTo("""
                Usage: open-runtime [-hV] COMMAND
                Runs a function behind sidecars and warm middleware.
                  -h, --help      Show this help message and exit.
                  -V, --version   Print version information and exit.

                Commands:
                  invoke        Invokes a function once and shows response and timeline.
                  dev           Keeps a function up; serves Invoke API and function URL.
                  bench         Measures a function, cold and warm, alone or in turns with another side.
                  validate      Checks a configuration; shows what takes effect, and why.
                  explain       Shows who starts when, what bounds init, and how a shutdown's time is divided.
                  init          Writes a small working function: handler, middleware, sidecar.
                  worker-check  Checks a worker against docs/worker-protocol.md, statement by statement.
                  status        Shows how a running function's children are, and why.
                  restart       Replaces a running child, or starts one that is down.
                  stop          Stops one child of a running function until it is started again.
                  start         Starts a child that was stopped, failed, or waits for its next spawn.

                `open-runtime run` is the supervisor itself: `bootstrap` calls it where a platform
                starts the function. Exit status: 0 done, 1 the function or its init failed,
                2 usage or configuration error.
                """);
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void shouldShowHelpOfInvoke() {
        assertThat(cli.run("invoke", "--help")).isZero();

        assertThat(cli.out()).isEqualTo("""
                Usage: open-runtime invoke [OPTIONS] DIR|FILE
                Invokes a function once and shows response and timeline.

                      DIR|FILE               A folder with an open-runtime.yaml, or that file.

                      --event=FILE|-         The event; - is standard input. Default: event.json of the folder,
                                               else {}.
                      --count=N              Invoke so many times, one after the other, and sum up.
                      --json                 Print one JSON document with response, timeline and log.
                      --client-context=JSON  The client context, as mobile SDKs send it.
                      --tenant-id=ID         The tenant, for functions that have some.
                      --qualifier=NAME       Version or alias that is called; the end of the function's ARN.
                      --trace-id=HEADER      The X-Ray trace header. Default: a new one each time.
                      --handler=NAME         What the handler runs; becomes _HANDLER. Default: index.handler.
                      --timeout=TIME         The function's timeout, such as 500ms or 3s. Default: 3s.
                      --memory=MB            The function's memory; told, not enforced. Default: 512.
                      --env=NAME=VALUE       A variable of the function's environment; may be given more than once.
                      --function-name=NAME   The function's name. Default: function.
                      --extensions=DIR       Start this folder's files as extensions. Default: DIR/extensions.
                      --snap-start           Play SnapStart: the initialised function waits to be restored for its
                                               first event.
                  -h, --help                 Show this help.

                The response goes to standard output, everything else to standard error.
                Exit status: 0, or 1 if the function answered with an error or its init failed.
                """);
    }

    @Test
    void shouldShowHelpOfDev() {
        assertThat(cli.run("dev", "-h")).isZero();

        assertThat(cli.out()).isEqualTo("""
                Usage: open-runtime dev [OPTIONS] DIR|FILE
                Keeps a function up; serves Invoke API and function URL.

                      DIR|FILE               A folder with an open-runtime.yaml, or that file.

                      --port=PORT            Where the Invoke API and the function URL are served; 0: any free
                                               port. Default: 9000.
                      --url-port=PORT        A port for the function URL alone, where every path is the function's;
                                               0: any free port.
                      --retry-waits=TIMES|none
                                             How long a failed event waits before each further try. The platform:
                                               1m,2m. Default: 1s,2s.
                      --spindown=TIME        End the environment when it was idle for so long, as a platform does;
                                               the next call starts it cold. Default: never.
                      --handler=NAME         What the handler runs; becomes _HANDLER. Default: index.handler.
                      --timeout=TIME         The function's timeout, such as 500ms or 3s. Default: 3s.
                      --memory=MB            The function's memory; told, not enforced. Default: 512.
                      --env=NAME=VALUE       A variable of the function's environment; may be given more than once.
                      --function-name=NAME   The function's name. Default: function.
                      --extensions=DIR       Start this folder's files as extensions. Default: DIR/extensions.
                      --snap-start           Play SnapStart: the initialised function waits to be restored for its
                                               first event.
                      --command=COMMAND...   Run this bootstrap instead of our own; everything behind it is the
                                               command. DIR then needs no configuration.
                  -h, --help                 Show this help.

                Ctrl-C stops everything in order; Ctrl-C again ends at once.
                """);
    }

    @Test
    void shouldShowTheVersion() {
        assertThat(cli.run("--version")).isZero();

        assertThat(cli.out()).matches("open-runtime \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(Java 25[0-9.]*\\)\n");
    }

    @Test
    void shouldSuggestCommandsAndOptions() {
        assertThat(cli.run("invoek", "x")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("""
                open-runtime: cannot understand `invoek`: there is no such command; did you mean `invoke`?
                `open-runtime --help` says more
                """);

        assertThat(cli.run("invoke", "--cuont", "3", "x")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("""
                open-runtime: cannot understand `--cuont`: there is no such option; did you mean `--count`?
                `open-runtime invoke --help` says more
                """);

        assertThat(cli.run("invoke", "x", "y")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("""
                open-runtime: cannot understand `y`: there is no such argument
                `open-runtime invoke --help` says more
                """);
    }

    @Test
    void shouldSayWhatIsMissingOrWrong() {
        assertThat(cli.run()).isEqualTo(2);
        assertThat(cli.err()).startsWith("open-runtime: a command is missing\n");

        assertThat(cli.run("invoke")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("""
                open-runtime: missing required parameter: 'DIR|FILE'
                `open-runtime invoke --help` says more
                """);

        assertThat(cli.run("invoke", "x", "--timeout", "soon")).isEqualTo(2);
        assertThat(cli.err()).contains("cannot read \"soon\" as a duration; write it as 500ms, 3s or 2m");

        assertThat(cli.run("invoke", "x", "--count", "0")).isEqualTo(2);
        assertThat(cli.err()).contains("--count must be at least 1, not 0");

        assertThat(cli.run("dev", "x", "--command")).isEqualTo(2);
        assertThat(cli.err()).contains("--command needs a command behind it");
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
                .hasLineCount(4);
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
