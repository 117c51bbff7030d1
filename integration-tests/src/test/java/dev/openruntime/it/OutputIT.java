package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import dev.openruntime.it.bench.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What children print: whole, tagged, and where the configuration wants it. */
final class OutputIT {

    private static final String PRINTS = """
        import os, time
        def handler(event, context):
            os.write(2, b"raw line of the handler\\n")
            time.sleep(0.3)
            return event
        """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldTagLinesWithChildStreamAndTheRequestUnderWay() {
        Path _ = bench.file("index.py", PRINTS);
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .env("AWS_LAMBDA_LOG_FORMAT", "JSON")
                .config(Workers.PYTHON_HANDLER + "sidecars:\n" + printer("agent", "both"))
                .start(platform);
        String _ = program.awaitLine(line -> line.contains("\"err 2\""));

        Sent sent = platform.send(Event.of("{\"n\":1}"));
        assertThat(Json.read(sent.outcome().text()).path("n").asInt()).isEqualTo(1);
        String id = sent.requestId();

        for (String stream : List.of("stdout", "stderr")) {
            String _ = program.awaitLine(line -> is(line, "agent", stream, id));
        }
        JsonNode handlers = Json.read(program.awaitLine(line -> line.contains("raw line of the handler")));
        assertThat(handlers.path("logger").asText()).isEqualTo("handler");
        assertThat(handlers.path("stream").asText()).isEqualTo("stderr");
        assertThat(handlers.path("requestId").asText()).isEqualTo(id);
        JsonNode early = Json.read(program.awaitLine(line -> line.contains("\"err 1\"")));
        assertThat(early.has("requestId")).isFalse();
        assertThat(early.path("stream").asText()).isEqualTo("stderr");
    }

    private static boolean is(String line, String child, String stream, String requestId) {
        JsonNode json = Json.read(line);
        return json.path("logger").asText().equals(child)
                && json.path("stream").asText().equals(stream)
                && json.path("requestId").asText().equals(requestId);
    }

    @Test
    void shouldKeepJsonAndLoseNoByteOfOddOutput() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .env("AWS_LAMBDA_LOG_FORMAT", "JSON")
                .config(Workers.BARE_HANDLER + "sidecars:\n" + printer("agent", "odd"))
                .start(platform);

        String _ = program.awaitLine(line -> line.contains("standard output is closed"));
        String _ = program.awaitLine(line -> line.contains("\"no end\""));

        List<JsonNode> lines = program.lines().stream()
                .map(Json::read)
                .filter(line -> line.path("logger").asText().equals("agent"))
                .toList();
        JsonNode metric = lines.getFirst();
        assertThat(metric.path("_aws").path("Timestamp").asInt()).isEqualTo(1);
        assertThat(metric.path("orders").asInt()).isEqualTo(7);
        assertThat(metric.path("stream").asText()).isEqualTo("stdout");
        List<JsonNode> pieces = lines.stream().filter(line -> line.has("part")).toList();
        assertThat(pieces).hasSize(31);
        assertThat(pieces).extracting(piece -> piece.path("part").asInt()).isSorted();
        assertThat(pieces.getLast().path("more").asBoolean()).isFalse();
        assertThat(pieces.stream().map(piece -> piece.path("message").asText()).collect(Collectors.joining()))
                .isEqualTo("0123456789".repeat(100_000));
        assertThat(lines).anyMatch(line -> line.path("message").asText().endsWith("\uFFFD\u0000\uFFFD"));
    }

    @Test
    void shouldShowAQuietChildsLineSoonWhileTwoOthersFlood() {
        ScriptedPlatform platform = bench.platform();
        Program program = read("").config(Workers.BARE_HANDLER
                        + "sidecars:\n"
                        + printer("flood-a", "count, '100000000'")
                        + printer("flood-b", "count, '100000000'")
                        + "  - { name: quiet, command: [sh, -c, 'sleep 1; echo here I am; exec sleep 3600'] }\n")
                .start(platform);

        String _ = program.awaitLine(line -> line.contains("\tquiet\there I am stream=stdout"));
        assertThat(platform.invoke("{\"n\":1}").text()).isEqualTo("{\"n\":1}");
    }

    /** 200 MB through a heap of 48 MB. */
    @Test
    void shouldLoseNoLineOfTwoFloodsWhenTheHeapIsSmall() {
        ScriptedPlatform platform = bench.platform();
        Program program = read("").env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
                .config(Workers.BARE_HANDLER
                        + "sidecars:\n"
                        + printer("flood-a", "count, '500000'")
                        + printer("flood-b", "count, '500000'"))
                .start(platform);

        assertThat(program.awaitLine(line -> line.startsWith("flood-a")))
                .isEqualTo("flood-a done lines=500000 wrong=0");
        assertThat(program.awaitLine(line -> line.startsWith("flood-b")))
                .isEqualTo("flood-b done lines=500000 wrong=0");
        assertThat(platform.invoke("{\"n\":1}").text()).isEqualTo("{\"n\":1}");
    }

    @Test
    void shouldServeAndLetTheFloodRunOnWhileNobodyReadsTheLog() {
        ScriptedPlatform platform = bench.platform();
        Program program = read("read-now")
                .config(Workers.BARE_HANDLER + "sidecars:\n" + printer("flood", "count, '50000'"))
                .start(platform);

        for (int i = 0; i < 20; i++) {
            assertThat(platform.invoke("{\"n\":" + i + "}").text()).isEqualTo("{\"n\":" + i + "}");
        }
        bench.awaitFile("went-on-flood-1");
        Path _ = bench.file("read-now", "");

        String notice = program.awaitLine(line -> line.startsWith("flood ["));
        assertThat(notice).matches("flood \\[\\d+ lines dropped\\] lines=\\d+ wrong=0");
    }

    @Test
    void shouldHearWhatEscapedAfterItsParentsDeath() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER
                        + "sidecars:\n"
                        + printer("agent", "escape")
                        + "    restart: { policy: never }\n")
                .start(platform);

        String _ = program.awaitLine(line -> line.contains("\tagent\tthe parent is about to end"));
        String _ = program.awaitLine(line -> line.contains("\tagent\tprinted by what escaped"));
    }

    @Test
    void shouldNameAllLastLinesOfASidecarThatDiesInInit() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER + """
                    sidecars:
                      - name: agent
                        command: [sh, -c, "for i in $(seq 100); do echo line $i; done; printf 'cannot bind'; exit 3"]
                        startup: { tcp: { port: 9 } }
                        restart: { policy: never }
                    """)
                .on(platform)
                .start();

        String error = platform.awaitInitError().text();
        assertThat(error).contains("line 82\\n").contains("line 100\\n").contains("cannot bind");
        assertThat(program.awaitExit()).isNotZero();
        assertThat(program.lines()).anyMatch(line -> line.contains("\tagent\tline 1 "));
        assertThat(program.lines()).anyMatch(line -> line.contains("\tagent\tcannot bind "));
    }

    @Test
    void shouldWriteOutputWhereTheConfigurationWantsIt() throws IOException {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER
                        + "sidecars:\n"
                        + printer("filed", "count, '20000'") + "    logs: { file: filed.log, max: 1MiB }\n"
                        + printer("silent", "both") + "    logs: none\n"
                        + printer("lost", "both") + "    logs: { file: missing/lost.log }\n")
                .start(platform);
        bench.awaitFile("went-on-filed-1");
        String _ = program.awaitLine(line -> line.contains("\tWARN\tsupervisor\tlost: cannot write to "));
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();

        Path file = bench.folder().resolve("filed.log");
        assertThat(Files.size(file)).isLessThanOrEqualTo(1 << 20);
        assertThat(Files.size(bench.folder().resolve("filed.log.1"))).isBetween(1L << 19, 1L << 20);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).last().isEqualTo("done");
        assertThat(lines.get(lines.size() - 2)).startsWith("00019999 ");
        assertThat(program.lines()).noneMatch(line -> line.matches(".*\t(filed|silent|lost)\t.*"));
    }

    @Test
    void shouldWriteFramesToThePlatformsPipeAndGiveItToNoChild() throws IOException {
        Path frames = bench.folder().resolve("frames");
        ScriptedPlatform platform = bench.platform();
        Program program = bench.program("bash", "-c", "exec 62> >(exec cat >frames); exec \"$0\"", bootstrap())
                .env("_LAMBDA_TELEMETRY_LOG_FD", "62")
                .env("AWS_LAMBDA_LOG_LEVEL", "DEBUG")
                .config(Workers.backSoon(Workers.BARE_HANDLER)
                        + "sidecars:\n"
                        + printer("agent", "descriptors") + "    env: { inherit: [_LAMBDA_TELEMETRY_LOG_FD] }\n")
                .start(platform);
        bench.awaitFile("descriptors");
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
        bench.awaitNoProcess();

        assertThat(Files.readAllLines(bench.folder().resolve("descriptors")))
                .allMatch(line -> line.matches("[012] (pipe:.*|/dev/null)|3 .*/proc/.*"))
                .noneMatch(line -> line.startsWith("variable"));
        assertThat(program.output()).isEmpty();
        List<Frame> all = Frame.readAll(Files.readAllBytes(frames));
        assertThat(all)
                .anyMatch(frame -> frame.type() == 0xA55A000F && frame.text().contains("\tagent\tlisted "));
        assertThat(all)
                .anyMatch(frame -> frame.type() == 0xA55A000B && frame.text().contains("\tsupervisor\t"));
        assertThat(all).noneMatch(frame -> frame.text().contains("written by a child"));
    }

    private static String bootstrap() {
        return Distribution.home().resolve("bootstrap").toString();
    }

    /** The program with a reader of its log that prints what a test wants to know; it waits for this file, if named. */
    private Setup read(String waitsFor) {
        String reader = Distribution.resource("workers/reader.py").toString();
        return bench.program("bash", "-c", "exec \"$0\" > >(exec python3 \"$1\" $2)", bootstrap(), reader, waitsFor);
    }

    private static String printer(String name, String arguments) {
        return "  - name: " + name + "\n    required: false\n    command: [python3, \"${IT_WORKERS}/printer.py\", "
                + arguments + "]\n";
    }
}
