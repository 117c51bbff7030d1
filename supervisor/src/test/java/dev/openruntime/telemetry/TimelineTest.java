package dev.openruntime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.InvocationReport;
import dev.openruntime.pipeline.Span;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimelineTest {

    @TempDir
    private Path folder;

    @Test
    void shouldWriteAnInvocationWithItsSpansAsOneLine() throws Exception {
        Path file = folder.resolve("timeline");
        long now = System.nanoTime();
        try (Timeline timeline = Timeline.open(file.toString()).orElseThrow()) {
            new LoopTimeline(timeline)
                    .invocationDone(new InvocationReport(
                            "id \"1\"",
                            new Outcome.Response(Body.of("secret"), Optional.empty()),
                            OptionalLong.empty(),
                            now,
                            now + 2_000_000,
                            List.of(new Span("handle", "handler", now, now + 1_000_000, "respond"))));
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .startsWith("{\"type\":\"invocation\",\"us\":")
                .contains("\"requestId\":\"id \\\"1\\\"\"", "\"outcome\":\"response\"")
                .contains("\"hook\":\"handle\",\"stage\":\"handler\",\"durationUs\":1000,\"result\":\"respond\"}]")
                .doesNotContain("secret");
    }

    @Test
    void shouldTellTimesAsUnixMicroseconds() throws Exception {
        Instant before = Instant.now();
        try (Timeline timeline =
                Timeline.open(folder.resolve("timeline").toString()).orElseThrow()) {
            long micros = timeline.micros(System.nanoTime());

            assertThat(micros).isBetween(Timeline.micros(before) - 1, Timeline.micros(Instant.now()) + 1);
        }
    }

    @Test
    void shouldDoWithoutWhereTheFileCannotBeWritten() {
        assertThat(Timeline.open(folder.resolve("no/such/folder").toString())).isEmpty();
    }

    @Test
    void shouldSayWhenTheLauncherBeganAndGaveWayWhateverItsLocale() throws Exception {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (Timeline timeline =
                Timeline.open(Optional.empty(), Optional.of(lines)).orElseThrow()) {
            LaunchTimeline.write(timeline, "1790000000,000001 1790000000.004100");
            LaunchTimeline.write(timeline, " ");
        }

        assertThat(lines.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {"type":"phase","us":1790000000000001,"name":"launcher"}
                {"type":"phase","us":1790000000004100,"name":"java"}
                """);
    }

    @Test
    void shouldTellAReaderInTheProcessWhereTheFileCannotBeWritten() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        String file = folder.resolve("no/such/folder").toString();
        Optional<Timeline> timeline = Timeline.open(Optional.of(file), Optional.of(lines));

        timeline.orElseThrow().line("next", 1).write();

        assertThat(lines.toString(StandardCharsets.UTF_8)).isEqualTo("{\"type\":\"next\",\"us\":1}\n");
    }
}
