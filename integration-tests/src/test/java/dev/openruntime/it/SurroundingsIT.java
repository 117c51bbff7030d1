package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Setup;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What platforms give us to live in: a container where we are process 1, and an image with nothing but bash. */
final class SurroundingsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern EXEC = Pattern.compile("execve\\(\"([^\"]+)\".*= 0");
    private static final List<String> NAMESPACES = List.of("unshare", "--pid", "--fork", "--mount-proc");

    private static final String BASH_ALONE = """
            handler:
              command: [bash, "${IT_WORKERS}/bare.sh", handle]
            middleware:
              - { name: stage, command: [bash, "${IT_WORKERS}/bare.sh", before, after] }
            shutdown: { within: 3s }
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldReapWhatOthersLeaveBehindWhereItIsProcessOne() {
        ScriptedPlatform platform = bench.platform();
        Program program = processOne("""
                sidecars:
                  - { name: litter, command: [bash, -c, "while :; do (/bin/sleep 0.01 &); read -rt 0.02 <> <(:); done"] }
                  - { name: forker, command: [python3, "${IT_WORKERS}/forker.py"] }
                """).start(platform);
        ProcessHandle one = ProcessHandle.of(program.pid())
                .orElseThrow()
                .children()
                .findFirst()
                .orElseThrow();
        bench.awaitFile("forked");

        List<Long> adopted =
                await().atMost(ScriptedPlatform.PATIENCE).until(() -> childrenOf(one), all -> all.size() > 1);
        assertThat(adopted).isNotEmpty();
        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"from bash\"");
        await("no zombie is left").atMost(SOON).until(() -> zombiesOf(one) == 0);
        assertThat(Processes.signal("TERM", one.pid())).isTrue();

        assertThat(program.awaitExit(SOON)).isZero();
        bench.awaitNoProcess();
    }

    @Test
    void shouldHearASigtermFromTheVeryBeginningWhereItIsProcessOne() {
        for (int millis = 0; millis < 200; millis += 20) {
            ScriptedPlatform platform = bench.platform();
            Program program = processOne("").on(platform).start();
            ProcessHandle one = await().atMost(SOON)
                    .until(
                            () -> ProcessHandle.of(program.pid())
                                    .orElseThrow()
                                    .children()
                                    .findFirst(),
                            all -> all.isPresent())
                    .orElseThrow();
            await().atMost(SOON).until(() -> caught(one).testBit(14)); // SIGTERM is 15
            bench.pause(Duration.ofMillis(millis));

            assertThat(Processes.signal("TERM", one.pid())).isTrue();

            assertThat(program.awaitExit(SOON)).isZero();
            bench.awaitNoProcess();
        }
    }

    @Test
    void shouldNeedNoProgramButBashAndJava() throws IOException {
        ScriptedPlatform platform = bench.platform();
        Path programs = Files.createDirectory(bench.folder().resolve("programs"));
        Files.createSymbolicLink(programs.resolve("bash"), Path.of("/bin/bash"));
        Path trace = bench.folder().resolve("trace");
        boolean traces = Files.isExecutable(Path.of("/usr/bin/strace"));
        Setup setup = traces
                ? bench.program(
                        "/usr/bin/strace",
                        "-f",
                        "-qq",
                        "-e",
                        "trace=execve",
                        "-o",
                        trace.toString(),
                        Distribution.home().resolve("bootstrap").toString())
                : bench.bootstrap();

        Program program =
                setup.env("PATH", programs.toString()).config(BASH_ALONE).start(platform);
        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"from bash\"");
        assertThat(Processes.signal("KILL", program.timeline().pid("stage"))).isTrue();
        program.awaitTimeline(lines -> lines.count("stage", "ready") == 2);
        program.signalGroup("TERM");

        int status = program.awaitExit(SOON);
        bench.awaitNoProcess();
        assertThat(status).isZero();
        assertThat(program.errors()).isEmpty();
        assumeThat(traces).as("strace shows what is executed").isTrue();
        assertThat(Files.readAllLines(trace).stream()
                        .map(EXEC::matcher)
                        .filter(Matcher::find)
                        .map(found -> Path.of(found.group(1)).getFileName().toString())
                        .distinct())
                .containsExactlyInAnyOrder("bootstrap", "java", "jspawnhelper", "bash");
    }

    private Setup processOne(String sidecars) {
        Setup probe = bench.program("unshare", "--pid", "--fork", "--mount-proc", "true");
        assumeThat(probe.start().awaitExit()).as("namespaces may be made here").isZero();
        String[] command = new String[NAMESPACES.size() + 1];
        NAMESPACES.toArray(command);
        command[NAMESPACES.size()] = Distribution.home().resolve("bootstrap").toString();
        return bench.program(command).config(BASH_ALONE + sidecars);
    }

    private static List<Long> childrenOf(ProcessHandle parent) {
        return parent.children().map(ProcessHandle::pid).toList();
    }

    private static long zombiesOf(ProcessHandle parent) {
        return parent.children()
                .filter(child -> !Processes.isAlive(child.pid()))
                .count();
    }

    private static BigInteger caught(ProcessHandle process) {
        try {
            String mask = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("SigCgt:"))
                    .findFirst()
                    .orElseThrow();
            return new BigInteger(mask.substring("SigCgt:".length()).strip(), 16);
        } catch (IOException gone) {
            return BigInteger.ZERO;
        }
    }
}
