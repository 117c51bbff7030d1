package dev.openruntime.process;

import static dev.openruntime.process.ProcessFixture.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What bash sets for a program before it becomes it. */
@Timeout(120)
class AttributesTest {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Attributes ALL = new Attributes(
            Optional.of("027"),
            OptionalInt.of(5),
            Map.of(
                    Limit.OPEN_FILES, 256L,
                    Limit.PROCESSES, 64L,
                    Limit.ADDRESS_SPACE, 512L << 20,
                    Limit.CPU, 10L,
                    Limit.CORE_SIZE, 0L,
                    Limit.FILE_SIZE, (10L << 20) + 1));

    private final List<ChildProcess> started = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("unset");

    @AfterEach
    void killAll() {
        started.forEach(process -> assertThat(process.killTree().survivors()).isZero());
    }

    @Test
    void shouldSetAllThatIsAskedFor() throws Exception {
        String out = output(command(ALL, "bash", "-c", """
                umask; ulimit -n; ulimit -u; ulimit -v; ulimit -t; ulimit -c; ulimit -f; ulimit -H -n; pwd
                read -r -a stat </proc/self/stat; echo "${stat[18]}"
                """));

        assertThat(out.lines())
                .containsExactly(
                        "0027",
                        "256",
                        "64",
                        "524288",
                        "10",
                        "0",
                        "10241",
                        "256",
                        directory.toRealPath().toString(),
                        Integer.toString(Niceness.ofOwnPlus(5)));
    }

    @Test
    void shouldMeanTheSameBytesWhenTheEnvironmentAsksForThePosixMode() throws Exception {
        Map<String, String> environment = new HashMap<>(PATH);
        environment.put("POSIXLY_CORRECT", "1");
        Attributes attributes = new Attributes(
                Optional.empty(), OptionalInt.empty(), Map.of(Limit.FILE_SIZE, 1L << 20, Limit.OPEN_FILES, 99L));

        String out = output(new Command(
                List.of("bash", "-c", "set +o posix; ulimit -f; ulimit -n"), environment, directory, attributes));

        assertThat(out).isEqualTo("1024\n99\n");
    }

    @Test
    void shouldHandOverArgumentsAndNameAsTheyAre() throws Exception {
        String[] arguments = {
            "bash",
            "-c",
            "printf '<%s>' \"$0\" \"$@\"",
            "--",
            " b ",
            "",
            "\"q\"",
            "'",
            "${HOME}",
            "a\\b",
            "\n",
            "ü",
            "*",
            "-n"
        };

        String out = output(command(ALL, arguments));
        String name = output(command(ALL, "bash", "-c", "tr '\\0' ' ' </proc/$$/cmdline"));

        assertThat(out).isEqualTo("<-->< b ><><\"q\"><'><${HOME}><a\\b><\n><ü><*><-n>");
        assertThat(name).startsWith("bash -c tr ");
    }

    @Test
    void shouldLeaveItsInputAndItsEnvironmentAlone() throws Exception {
        Map<String, String> environment = Map.of(
                "BASH_ENV", "/nonexistent", "BASH_FUNC_echo%%", "() { exit 9; }", "a.b", "c d", "LC_ALL", "xx_YY");
        ChildProcess cat = start(command(ALL, "cat"));
        cat.stdin().write("to the program\n".getBytes(StandardCharsets.UTF_8));
        cat.stdin().close();

        assertThat(read(cat)).isEqualTo("to the program\n");
        assertThat(output(new Command(List.of("/usr/bin/env"), environment, directory, ALL))
                        .lines())
                .contains("BASH_ENV=/nonexistent", "BASH_FUNC_echo%%=() { exit 9; }", "a.b=c d", "LC_ALL=xx_YY")
                .noneMatch(line -> line.startsWith("PWD=") || line.startsWith("OLDPWD=") || line.startsWith("_="));
    }

    @Test
    void shouldSayWhyWhenALimitIsMoreThanTheHardLimit() {
        Attributes many = new Attributes(Optional.empty(), OptionalInt.empty(), Map.of(Limit.OPEN_FILES, 1L << 40));
        Command command = command(many, "true");

        assertThatThrownBy(() -> start(command))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "cannot run `true`: cannot set limits.openFiles to 1099511627776: more than the hard limit, which is ");
    }

    @Test
    void shouldSayTheSameAsWithoutAttributesWhenTheProgramIsNotThere() throws Exception {
        Path file = Files.writeString(directory.resolve("agent"), "#!/bin/sh\n");

        for (String program : List.of("no-such-program", "./none", "./agent", file.toString())) {
            String with = refusal(command(ALL, program));
            String without = refusal(command(Attributes.NONE, program));
            assertThat(with).isEqualTo(without);
        }
    }

    @Test
    void shouldSetNicenessWhereThereIsNoProgramForIt() throws Exception {
        ChildProcess process =
                start(command(Attributes.NONE, "bash", "-c", "read -r; read -r -a s </proc/self/stat; echo ${s[18]}"));

        Niceness.set(process.pid(), Niceness.ofOwnPlus(3));
        process.stdin().write('\n');
        process.stdin().flush();

        assertThat(read(process).strip()).isEqualTo(Integer.toString(Niceness.ofOwnPlus(3)));
    }

    @Test
    void shouldRefuseANicenessThatTheSystemDoesNotAllow() {
        assumeThat(System.getProperty("user.name")).as("root may take any").isNotEqualTo("root");
        Attributes greedy = new Attributes(Optional.empty(), OptionalInt.of(-10), Map.of());

        assertThatThrownBy(() -> start(command(greedy, "true"))).hasMessageContaining("cannot set nice");
    }

    @Test
    void shouldLeaveNothingOpenWhenASettingFails() throws Exception {
        Attributes many = new Attributes(Optional.empty(), OptionalInt.empty(), Map.of(Limit.OPEN_FILES, 1L << 40));
        String _ = refusal(command(many, "true"));
        long before = ProcessFixture.openDescriptors();

        for (int i = 0; i < 20; i++) {
            String _ = refusal(command(many, "true"));
        }

        assertThat(ProcessFixture.openDescriptors()).isLessThanOrEqualTo(before + 3);
    }

    private Command command(Attributes attributes, String... words) {
        return new Command(List.of(words), PATH, directory, attributes);
    }

    private ChildProcess start(Command command) throws IOException {
        ChildProcess process = ChildProcess.start(
                command, "attributes-test-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet());
        started.add(process);
        return process;
    }

    private String refusal(Command command) {
        try {
            start(command);
            throw new AssertionError("it was started");
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String output(Command command) throws Exception {
        return read(start(command));
    }

    private static String read(ChildProcess process) throws Exception {
        String out = new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.stderr().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.exit().get(30, TimeUnit.SECONDS).wellDone())
                .as(errors)
                .isTrue();
        return out;
    }
}
