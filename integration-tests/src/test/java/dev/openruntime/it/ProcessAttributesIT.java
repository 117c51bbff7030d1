package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a child may ask of the system beside its command. */
final class ProcessAttributesIT {

    private static final String TELL =
            "ulimit -a; umask; read -r -a stat </proc/self/stat; echo \"nice ${stat[18]}\"; pwd";

    private static final String ASKS = """
            directory: ./sub
            nice: 10
            umask: "027"
            limits: { openFiles: 256, processes: 4096, addressSpace: 4GiB, cpu: 60s, coreSize: 0, fileSize: 10MiB }
            """;

    private static final List<String> TOLD = List.of(
            "core file size              (blocks, -c) 0",
            "file size                   (blocks, -f) 10240",
            "open files                          (-n) 256",
            "cpu time                   (seconds, -t) 60",
            "max user processes                  (-u) 4096",
            "virtual memory              (kbytes, -v) 4194304",
            "0027");

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldGiveASidecarWhatItAsksFor() throws IOException {
        Path sub = Files.createDirectories(bench.folder().resolve("sub"));
        ScriptedPlatform platform = bench.platform();
        String script =
                "{ " + TELL.replace("${", "$${") + "; } >../told.part; mv ../told.part ../told; exec sleep 3600";
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER
                        + "sidecars:\n  - name: asks\n    command:\n      - bash\n      - -c\n      - '" + script
                        + "'\n" + ASKS.indent(4))
                .start(platform);

        bench.awaitFile("told");

        assertThat(Files.readAllLines(bench.folder().resolve("told")))
                .containsAll(TOLD)
                .contains("nice " + Math.min(19, ownNiceness() + 10))
                .endsWith(sub.toString());
        assertThat(program.timeline().count("asks", "died")).isZero();
    }

    @Test
    void shouldGiveWorkersWhatTheyAskFor() throws IOException {
        Path sub = Files.createDirectories(bench.folder().resolve("sub"));
        ScriptedPlatform platform = bench.platform();
        bench.file("worker.sh", "{ " + TELL + "; } >\"../told.$OPEN_RUNTIME_NAME\"\nscript=$1; shift; . \"$script\"\n");
        String command = "command: [bash, ../worker.sh, \"${IT_WORKERS}/bare.sh\", ";
        Program program = bench.bootstrap()
                .config("handler:\n  " + command + "handle]\n" + ASKS.indent(2) + "middleware:\n  - name: stage\n    "
                        + command + "before]\n" + ASKS.indent(4))
                .start(platform);

        assertThat(platform.invoke("1").isError()).isFalse();

        for (String name : List.of("handler", "stage")) {
            assertThat(Files.readAllLines(bench.folder().resolve("told." + name)))
                    .containsAll(TOLD)
                    .endsWith(sub.toString());
        }
        assertThat(program.timeline().count("handler", "died")).isZero();
    }

    @Test
    void shouldNameChildAndKeyWhenALimitCannotBeSet() {
        ScriptedPlatform platform = bench.platform();
        // In a namespace of its own not even root may raise a hard limit.
        String[] command = {"unshare", "-Ur", "bash", "-c", "ulimit -n 1000; exec \"$0\"", bootstrap()};
        assumeThat(bench.program("unshare", "-Ur", "true").start().awaitExit())
                .as("namespaces may be made here")
                .isZero();
        Program program = bench.program(command)
                .config(Workers.BARE_HANDLER + """
                        sidecars:
                          - name: greedy
                            command: [sleep, "3600"]
                            limits: { openFiles: 1001 }
                        """)
                .on(platform)
                .start();

        String error = platform.awaitInitError().text();

        assertThat(error)
                .contains(
                        "greedy",
                        "cannot run `sleep`: cannot set limits.openFiles to 1001: more than the hard limit, which is 1000");
        assertThat(program.awaitExit()).isEqualTo(1);
    }

    @Test
    void shouldKillWhatTakesMoreProcessorTimeThanItMay() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER + """
                        sidecars:
                          - name: burner
                            command: [bash, -c, "while :; do :; done"]
                            limits: { cpu: 1s }
                            required: false
                        """).start(platform);

        program.awaitTimeline(lines -> lines.count("burner", "died") >= 1);
        String _ = program.awaitLine(line -> line.contains("burner died") && line.contains("SIG"));
    }

    private static String bootstrap() {
        return Distribution.home().resolve("bootstrap").toString();
    }

    private static int ownNiceness() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
    }
}
