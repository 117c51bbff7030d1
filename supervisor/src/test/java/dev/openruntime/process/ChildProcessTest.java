package dev.openruntime.process;

import static dev.openruntime.process.ProcessFixture.bash;
import static dev.openruntime.process.ProcessFixture.command;
import static dev.openruntime.process.ProcessFixture.python;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openruntime.child.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ChildProcessTest {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final List<ChildProcess> started = new ArrayList<>();

    private ChildProcess start(Command command) throws IOException {
        String cookie = "process-test-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
        ChildProcess process = ChildProcess.start(command, cookie);
        started.add(process);
        return process;
    }

    @AfterEach
    void killAll() {
        started.forEach(process -> assertThat(process.killTree().survivors()).isZero());
    }

    @Test
    void shouldHandOverArgumentsAsTheyAre() throws Exception {
        String[] arguments = {
            "printf", "<%s>\\0", " blanks around ", "", "\"quoted\"", "'", "${HOME}", "a\\b", "\n", "ünï", "*", "-n"
        };

        String out = output(start(command(arguments)));

        assertThat(out)
                .isEqualTo("< blanks around >\0<>\0<\"quoted\">\0<'>\0<${HOME}>\0<a\\b>\0<\n>\0<ünï>\0<*>\0<-n>\0");
    }

    @Test
    void shouldPassOnNothingButTheEnvironmentGivenAndTheCookie() throws Exception {
        Command env = new Command(List.of("/usr/bin/env"), Map.of("LEVEL", "info = \"high\""), Path.of("/tmp"));

        String out = output(start(env));

        assertThat(out.lines())
                .containsExactlyInAnyOrder(
                        "LEVEL=info = \"high\"",
                        "OPEN_RUNTIME_CHILD=process-test-"
                                + ProcessHandle.current().pid() + "-" + COUNTER.get());
    }

    @Test
    void shouldRunInItsDirectoryAndFindARelativeProgramThere(@TempDir Path directory) throws Exception {
        Path program = directory.resolve("my agent");
        Files.writeString(program, "#!/bin/sh\npwd\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        String out = output(start(new Command(List.of("./my agent"), Map.of(), directory)));

        assertThat(out.strip()).isEqualTo(directory.toRealPath().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0, exit 0, true",
        "exit 3, exit 3, false",
        "kill -KILL $$, exit 137 (128 + 9: SIGKILL), false",
        "kill -TERM $$, exit 143 (128 + 15: SIGTERM), false",
        "exit 255, exit 255, false",
    })
    void shouldSayHowItEnded(String script, String words, boolean wellDone) throws Exception {
        Exit exit = start(bash(script)).exit().get(30, TimeUnit.SECONDS);

        assertThat(exit.description()).isEqualTo(words);
        assertThat(exit.wellDone()).isEqualTo(wellDone);
    }

    @Test
    void shouldSayWhyWhenItCannotBeRun(@TempDir Path directory) throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "no program");

        assertThatThrownBy(() -> start(command("no-such-program", "x")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot run `no-such-program`: No such file or directory; it is looked up in PATH: install it,"
                                + " or write its whole path");
        assertThatThrownBy(() -> start(command(text.toString())))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot run `" + text
                        + "`: Permission denied; it is not executable: `chmod +x` it, or name what"
                        + " runs it, as in [sh, " + text + "]");
        assertThatThrownBy(() -> start(new Command(List.of("true"), Map.of(), directory.resolve("none"))))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot run `true`: there is no directory " + directory.resolve("none") + " to run it in");
        assertThatThrownBy(() -> start(command("printf", "a\0b")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot run `printf`: ");
        assertThatThrownBy(() -> command(" ")).hasMessage("cannot run a command without a program");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#!/no/such/shell|'its first line `#!/no/such/shell` names a program that isn''t there'",
                "#!/bin/sh\\r|its first line `#!/bin/sh` ends in CR LF: write the file with LF line ends",
            })
    void shouldSayWhatIsWrongWithAScriptsFirstLine(String line, String why, @TempDir Path directory) throws Exception {
        Path script = Files.writeString(directory.resolve("script"), line.replace("\\r", "\r") + "\necho hi\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        assertThatThrownBy(() -> start(new Command(List.of("./script"), Map.of(), directory)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot run `./script`: No such file or directory; ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP", "USR1", "QUIT"})
    void shouldSendSignals(String name) throws Exception {
        ChildProcess process = start(python("""
                import os, signal
                wanted = {signal.SIG%s}
                signal.pthread_sigmask(signal.SIG_BLOCK, wanted)
                print("armed", flush=True)
                print(signal.Signals(signal.sigwait(wanted)).name, flush=True)
                os._exit(7)
                """.formatted(name)));
        BufferedReader out = lines(process);
        assertThat(out.readLine()).isEqualTo("armed");

        process.signal(name);

        assertThat(process.exit().get(30, TimeUnit.SECONDS)).isEqualTo(new Exit.Status(7));
        assertThat(out.readLine()).isEqualTo("SIG" + name);
        process.signal(name); // to one that has ended: nothing
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9", "TERM; true", "-l", "term"})
    void shouldRefuseWhatIsNoSignalsName(String name) throws Exception {
        ChildProcess process = start(command("sleep", "600"));

        assertThatThrownBy(() -> process.signal(name)).hasMessageStartingWith("cannot send the signal");
    }

    @Test
    void shouldNoticeTheDeathWhileAGrandchildHoldsItsOutputOpen() throws Exception {
        ChildProcess process = start(bash("sleep 600 & echo $!; exit 3"));
        long grandchild = Long.parseLong(lines(process).readLine());

        assertThat(process.exit().get(30, TimeUnit.SECONDS)).isEqualTo(new Exit.Status(3));
        assertThat(ProcessFixture.isAlive(grandchild)).isTrue();

        assertThat(process.killTree().survivors()).isZero();
        ProcessFixture.awaitGone(grandchild);
    }

    private static BufferedReader lines(ChildProcess process) {
        return new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
    }

    private static String output(ChildProcess process) throws IOException {
        return new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
    }
}
