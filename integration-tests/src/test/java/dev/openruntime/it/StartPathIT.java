package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a start does before its first child is spawned, and a report of the whole way to the first {@code next} in
 * {@code target/start-path.txt}. Times are reported and never asserted.
 */
final class StartPathIT {

    private static final Path REPORT = Path.of("target", "start-path.txt");
    private static final String BOOTSTRAP =
            Distribution.home().resolve("bootstrap").toString();
    private static final int STARTS = 3;

    /** The JVM's word for the first use of a class. */
    private static final String FIRST_USE = "Initializing '";

    /** What the JDK uses right before it starts the first process. */
    private static final String FIRST_SPAWN = FIRST_USE + "java/lang/ProcessBuilder'";

    /** What has to wait until the first child boots. */
    private static final List<String> TOO_EARLY = List.of(
            "io/netty/",
            "ch/qos/logback/",
            "org/slf4j/",
            "io/micrometer/",
            "com/fasterxml/jackson/databind/",
            "picocli/",
            "java/math/BigDecimal",
            "java/time/format/",
            "java/lang/runtime/SwitchBootstraps");

    private static final String CONFIG = Workers.BARE_HANDLER + """
            sidecars:
              - name: agent
                command: [sleep, "3600"]
                startup: { exec: ["true"] }
              - name: quiet
                command: [sleep, "3600"]
                logs: none
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldUseNothingBeforeTheFirstSpawnThatCanWait() throws Exception {
        Path log = bench.folder().resolve("classes");
        Program logging = bench.program(BOOTSTRAP) // without the table, which is made of more classes
                .config(CONFIG)
                .env("OPEN_RUNTIME_JAVA_OPTS", "-Xlog:class+load,class+init=info:file=" + log)
                .start(bench.platform());
        end(logging);
        List<String> lines = Files.readAllLines(log);
        int spawn = indexOf(FIRST_SPAWN, lines);
        List<String> before = lines.subList(0, spawn);

        assertThat(fromElsewhere(before))
                .as("made or read from elsewhere than the cache")
                .isEmpty();
        assertThat(before)
                .filteredOn(line -> line.contains(FIRST_USE))
                .noneMatch(line -> TOO_EARLY.stream().anyMatch(name -> line.contains(FIRST_USE + name)));

        report(lines, before);
    }

    @Test
    void shouldReadNoClassAndBringUpNoNettyWhenTheHandlerIsARuntime() throws IOException {
        RawRuntime.compile(bench);
        Path log = bench.folder().resolve("classes");
        ScriptedPlatform platform = bench.platform();
        Program program = bench.program(BOOTSTRAP)
                .config("handler: { command: [./raw], protocol: runtime-api }")
                .env("OPEN_RUNTIME_JAVA_OPTS", "-Xlog:class+load,class+init=info:file=" + log)
                .start(platform);
        assertThat(platform.invoke("an event").text()).isEqualTo("an event");
        assertThat(platform.invoke("stream plain 70000").text()).endsWith("end");
        assertThat(platform.invoke("relay").text()).startsWith("202");
        end(program);

        List<String> lines = Files.readAllLines(log);

        assertThat(lines)
                .filteredOn(
                        line -> line.contains(" dev.openruntime.handler.") || line.contains(" dev.openruntime.http."))
                .noneMatch(line -> line.contains(" source: file:"));
        assertThat(lines).noneMatch(line -> line.contains(FIRST_USE + "io/netty/"));
        assertThat(lines).anyMatch(line -> line.contains(FIRST_USE + "dev/openruntime/handler/PlatformRelay'"));
    }

    private void report(List<String> lines, List<String> before) throws IOException {
        List<String> report = new ArrayList<>();
        report.add("start path: " + used(before) + " classes used before the first spawn, " + used(lines)
                + " up to the first next or a moment later");
        List<String> elsewhere = fromElsewhere(lines);
        report.add("start path: " + elsewhere.size() + " of them not from the cache:");
        elsewhere.forEach(line -> report.add("  " + line.substring(line.indexOf(']') + 1)));
        for (int i = 0; i < STARTS; i++) {
            report.add(start());
        }
        Files.write(REPORT, report);
        System.out.println(String.join("\n", report));
    }

    /** Starts the program until it wants an event, and ends it; what it says of its start. */
    private String start() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.program(BOOTSTRAP, "--timeline").config(CONFIG).start(platform);
        end(program);
        String errors = program.errors();
        assertThat(errors)
                .containsSubsequence("launcher (bash)", "JVM, to its main", "configuration read", "children wired")
                .containsSubsequence("first children spawned", "extension registered", "waited for children")
                .containsSubsequence("first next", "sidecar agent: ready", "handler: ready")
                .containsOnlyOnce("the slowest");
        return errors.strip();
    }

    private static void end(Program program) {
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
    }

    private static int indexOf(String words, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(words)) {
                return i;
            }
        }
        throw new AssertionError("no line has: " + words);
    }

    private static long used(List<String> lines) {
        return lines.stream().filter(line -> line.contains(FIRST_USE)).count();
    }

    private static List<String> fromElsewhere(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(" source: ") && !line.contains(" source: shared objects file"))
                .toList();
    }
}
