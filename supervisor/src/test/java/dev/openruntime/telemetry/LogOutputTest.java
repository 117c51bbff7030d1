package dev.openruntime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.process.OutputBatch;
import dev.openruntime.process.OutputFormat;
import dev.openruntime.process.OutputRelay;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LogOutputTest {

    private static final LogSettings LINES = LogSettings.of(Map.of());
    private static final LogSettings FRAMES = LogSettings.of(Map.of("_LAMBDA_TELEMETRY_LOG_FD", "1"));

    private static final Pattern LOST = Pattern.compile("\tWARN\tsupervisor\tlost (\\d+) records: ");

    private final List<String> writes = new ArrayList<>();

    private final OutputStream out = new OutputStream() {

        @Override
        public void write(int b) {
            throw new AssertionError("a record is never written byte by byte");
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            writes.add(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
        }
    };

    @Test
    void shouldWriteLinesAtOnceAndEachFrameAlone() {
        write(new LogOutput(LINES, out), LINES, "one", "two");
        assertThat(writes).singleElement().asString().contains("\tone\n").endsWith("\ttwo\n");

        writes.clear();
        write(new LogOutput(FRAMES, out), FRAMES, "one", "two");
        assertThat(writes).hasSize(2);
        assertThat(writes.getFirst()).startsWith("\u00A5Z\0\u000F").endsWith("\tone");
        assertThat(writes.getLast()).startsWith("\u00A5Z\0\u000F").endsWith("\ttwo");
    }

    private static void write(LogOutput output, LogSettings settings, String... messages) {
        OutputBatch both = new OutputBatch(10);
        for (String message : messages) {
            record(message).write(settings, both);
        }
        output.write(both.bytes(), both.size());
    }

    @Test
    void shouldGoOnWithoutALogThatIsBroken() {
        LogOutput output = new LogOutput(LINES, new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                writes.add("tried");
                throw new IOException("Broken pipe");
            }
        });

        output.write(new byte[] {'\n'}, 1);
        output.write(new byte[] {'\n'}, 1);

        assertThat(writes).hasSize(1);
    }

    @Test
    void shouldNotWaitForARelayThatIsFullAndTellWhatWasLost() throws Exception {
        OutputRelay relay = new OutputRelay((_, _) -> OutputFormat.NOTHING);
        LogOutput output = new LogOutput(LINES, out);
        output.through(relay);
        for (int i = 0; i < 10; i++) {
            output.say(batch("x".repeat(30_000)));
        }

        relay.open(output);
        assertThat(relay.flush(Duration.ofSeconds(30))).isTrue();
        output.say(batch("again"));
        assertThat(relay.close(Duration.ofSeconds(30))).isTrue();

        long lost = writes.stream()
                .map(LOST::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
        assertThat(lost).isPositive();
        assertThat(writes.stream().filter(record -> record.contains("\tx"))).hasSize((int) (10 - lost));
        assertThat(writes.getLast()).contains("\tagain\n");
    }

    private static OutputBatch batch(String message) {
        OutputBatch batch = new OutputBatch(10);
        record(message).write(LINES, batch);
        return batch;
    }

    private static LogRecord record(String message) {
        return new LogRecord(Instant.EPOCH, LogLevel.INFO, LogRecord.SUPERVISOR, message, Map.of(), Optional.empty());
    }
}
