package dev.openruntime.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.console.TimelineEntry.ChildChange;
import dev.openruntime.console.TimelineEntry.Invocation;
import dev.openruntime.console.TimelineEntry.NextSent;
import dev.openruntime.console.TimelineEntry.Phase;
import dev.openruntime.console.TimelineEntry.Started;
import dev.openruntime.console.TimelineEntry.Stopped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineFileTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadEveryKindOfLine() {
        List<TimelineEntry> entries = TimelineLines.started(1)
                .phase("configured", 2)
                .embedded("discovery", "ready", 2)
                .next(3)
                .failure("id", 4, 5, "E", TimelineLines.span("handle", "handler", 4, 5, "fail"))
                .stop(9, 3)
                .entries();

        assertThat(entries)
                .hasExactlyElementsOfTypes(
                        Started.class, Phase.class, ChildChange.class, NextSent.class, Invocation.class, Stopped.class);
        assertThat(entries.getLast()).isEqualTo(new Stopped(Instant.parse("2026-09-21T14:13:20.000009Z"), 3));
    }

    @Test
    void shouldLeaveOutWhatALaterVersionMayWrite() {
        List<TimelineEntry> entries = new TimelineLines()
                .raw("{\"type\":\"weather\",\"us\":[1,{\"a\":2}]}")
                .raw("{\"type\":\"next\",\"us\":7,\"why\":{\"spans\":[1]},\"stack\":[[1]],\"flag\":true,\"x\":1.5}")
                .embedded("discovery", "hibernated", 2)
                .raw("")
                .entries();

        assertThat(entries).containsExactly(new NextSent(Instant.EPOCH.plusNanos(7_000)));
    }

    @Test
    void shouldKeepATruncatedLastLineUntilItsRestHasCome() throws IOException {
        Path file = folder.resolve("t");
        byte[] line = "{\"type\":\"next\",\"us\":7,\"note\":\"é\"}\n".getBytes(StandardCharsets.UTF_8);

        try (TimelineFile timeline = new TimelineFile(file)) {
            for (int i = 0; i < line.length - 1; i++) {
                Files.write(file, new byte[] {line[i]}, StandardOpenOption.APPEND);
                assertThat(timeline.readNew()).isEmpty();
            }
            Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);

            assertThat(timeline.readNew()).hasSize(1);
            assertThat(timeline.readNew()).isEmpty();
            assertThat(timeline.unreadable()).isZero();
        }
    }

    @Test
    void shouldCountLinesThatAreNoTimelineLines() throws IOException {
        Path file = folder.resolve("t");
        Files.writeString(file, """
                {"type":"invo{"type":"next","us":1}
                garbage
                [1]
                {"type":"next"}
                {"type":"next","us":"soon"}
                {"type":"next","us":99999999999999999999999}
                {"type":"child","event":"ready","us":1}
                {"type":"next","us":1,"spans":[[1]]}
                {"type":"next","us":2}
                """);

        try (TimelineFile timeline = new TimelineFile(file)) {
            assertThat(timeline.readNew()).hasSize(1);
            assertThat(timeline.unreadable()).isEqualTo(8);
        }
    }

    @Test
    void shouldSkipALineThatIsTooLong() throws IOException {
        Path file = folder.resolve("t");
        Files.writeString(file, "x".repeat(3 * 1024 * 1024) + "\n{\"type\":\"next\",\"us\":2}\n");

        try (TimelineFile timeline = new TimelineFile(file)) {
            assertThat(timeline.readNew()).hasSize(1);
            assertThat(timeline.unreadable()).isOne();
        }
    }

    @Test
    void shouldEmptyALongFileOnceItIsRead() throws IOException {
        Path file = folder.resolve("t");
        String line = "{\"type\":\"next\",\"us\":2,\"fill\":\"" + "x".repeat(1000) + "\"}\n";

        try (TimelineFile timeline = new TimelineFile(file)) {
            for (int i = 0; i < 10; i++) {
                Files.writeString(file, line.repeat(1024), StandardOpenOption.APPEND);
                assertThat(timeline.readNew()).hasSize(1024);
            }
        }

        assertThat(Files.size(file)).isLessThan(5L * 1024 * 1024);
    }
}
