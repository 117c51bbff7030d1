package dev.openruntime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.process.OutputBatch;
import dev.openruntime.process.OutputFormat;
import dev.openruntime.process.OutputLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChildLineFormatTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String PLAIN_HEAD =
            "{\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"level\":\"INFO\"," + "\"logger\":\"agent\",\"message\":\"";
    private static final String JSON_TAGS = "\"logger\":\"agent\",\"stream\":\"stderr\",\"requestId\":\"6c1e\"}\n";

    private Optional<String> requestId = Optional.of("6c1e");

    @Test
    void shouldTagALineOfTextWithChildStreamAndRequest() {
        assertThat(text("TEXT", "hello"))
                .isEqualTo("2026-01-02T03:04:05.678Z\tINFO\tagent\thello stream=stderr requestId=6c1e\n");

        requestId = Optional.empty();
        assertThat(text("TEXT", "hello")).isEqualTo("2026-01-02T03:04:05.678Z\tINFO\tagent\thello stream=stderr\n");
    }

    @Test
    void shouldEndARecordOfTextInTheJsonThatTheLineIs() {
        assertThat(text("TEXT", "{\"_aws\":{}}"))
                .isEqualTo("2026-01-02T03:04:05.678Z\tINFO\tagent\tstream=stderr requestId=6c1e {\"_aws\":{}}\n");
    }

    @Test
    void shouldWrapALineThatIsNoJson() {
        assertThat(text("JSON", "a \"b\" \\ \t\u0001é"))
                .isEqualTo(
                        PLAIN_HEAD + "a \\\"b\\\" \\\\ \\t\\u0001é\",\"stream\":\"stderr\",\"requestId\":\"6c1e\"}\n");
    }

    @Test
    void shouldKeepAJsonObjectAndAddWhatItLacks() {
        assertThat(text("JSON", "{\"_aws\":{\"n\":[1,2]}, \"text\" : \"ü\\n\"}"))
                .isEqualTo("{\"_aws\":{\"n\":[1,2]}, \"text\" : \"ü\\n\","
                        + "\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"level\":\"INFO\"," + JSON_TAGS);
        assertThat(text("JSON", "{}"))
                .isEqualTo("{\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"level\":\"INFO\"," + JSON_TAGS);
    }

    @Test
    void shouldLeaveAJsonObjectItsOwnMembersAndRenameOurs() {
        assertThat(text("JSON", "{\"timestamp\":\"t\",\"level\":\"warn\",\"logger\":\"app\",\"requestId\":\"x\"}"))
                .isEqualTo("{\"timestamp\":\"t\",\"level\":\"warn\",\"logger\":\"app\",\"requestId\":\"x\","
                        + "\"_logger\":\"agent\",\"stream\":\"stderr\",\"_requestId\":\"6c1e\"}\n");
    }

    @Test
    void shouldWrapWhatOnlyLooksLikeJson() {
        for (String line : new String[] {
            "{a}", "{\"a\":1}}", "{\"a\":01}", "{\"a\":\"\u0001\"}", "{\"a\":1} {\"b\":2}", "{\"a\":\"\\x\"}"
        }) {
            assertThat(text("JSON", line)).as(line).startsWith(PLAIN_HEAD + "{");
        }
        assertThat(text("JSON", new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}))
                .startsWith(PLAIN_HEAD);
        assertThat(text("JSON", "[1,2]")).startsWith(PLAIN_HEAD + "[1,2]\"");
    }

    @Test
    void shouldMarkPiecesSoThatTheyCanBePutTogether() {
        assertThat(piece("TEXT", 1, true)).endsWith("\tx stream=stderr requestId=6c1e part=1+\n");
        assertThat(piece("TEXT", 2, false)).endsWith("\tx stream=stderr requestId=6c1e part=2\n");
        assertThat(piece("JSON", 1, true)).endsWith(",\"part\":1,\"more\":true}\n");
        assertThat(piece("JSON", 2, false)).endsWith(",\"part\":2,\"more\":false}\n");
    }

    @Test
    void shouldWriteReplacementCharactersForBytesThatAreNoText() {
        byte[] garbage = {'a', (byte) 0xFF, 'b', (byte) 0xC3};

        assertThat(text("TEXT", garbage)).contains("\ta\uFFFDb\uFFFD stream");
        assertThat(text("JSON", garbage)).contains("\"a\uFFFDb\uFFFD\"");
    }

    @Test
    void shouldWriteOnlyWhatIsOfTheLevelThatIsWanted() {
        Map<String, String> errorsOnly = Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "ERROR");

        assertThat(batch(errorsOnly, bytes("plain"), OutputLine.WHOLE).lines()).isZero();
        assertThat(batch(errorsOnly, bytes("{\"level\":\"info\"}"), OutputLine.WHOLE)
                        .lines())
                .isZero();
        assertThat(batch(errorsOnly, bytes("{\"level\":\"error\"}"), OutputLine.WHOLE)
                        .lines())
                .isOne();
    }

    @Test
    void shouldFrameRecordsForThePlatformsPipe() {
        ByteBuffer frames = frames("TEXT", "hello", "{\"level\":\"error\"}");
        assertThat(frames.getInt()).isEqualTo(0xA55A000F); // INFO, with a timestamp, text
        String text = "2026-01-02T03:04:05.678Z\tINFO\tagent\thello stream=stderr requestId=6c1e";
        assertThat(frames.getInt()).isEqualTo(text.length());
        assertThat(frames.getLong()).isEqualTo(1_767_323_045_678_000L);
        assertThat(payload(frames, text.length())).isEqualTo(text);

        ByteBuffer json = frames("JSON", "hello", "{\"level\":\"error\"}");
        assertThat(json.getInt()).isEqualTo(0xA55A000E);
        int length = json.getInt();
        assertThat(json.getLong()).isEqualTo(1_767_323_045_678_000L);
        assertThat(payload(json, length)).startsWith("{").endsWith("}");
        assertThat(json.getInt()).isEqualTo(0xA55A0016);
    }

    @Test
    void shouldWriteNothingForAChildThatIsNotLogged() {
        ChildOutput output =
                new ChildOutput(LogSettings.of(Map.of()), () -> AT, Set.of("agent"), Set.of("filed"), _ -> requestId);
        OutputBatch into = new OutputBatch(10);

        output.of("agent", OutputLine.Stream.STDOUT).write(bytes("x"), 0, 1, OutputLine.WHOLE, into);
        assertThat(into.lines()).isZero();
        output.of("filed", OutputLine.Stream.STDOUT).write(bytes("x"), 0, 1, OutputLine.WHOLE, into);
        assertThat(new String(into.bytes(), 0, into.size(), StandardCharsets.UTF_8))
                .isEqualTo("x\n");
    }

    private String piece(String format, int number, boolean more) {
        return string(batch(Map.of("AWS_LAMBDA_LOG_FORMAT", format), bytes("x"), new OutputLine(number, more)));
    }

    private String text(String format, String line) {
        return text(format, bytes(line));
    }

    private String text(String format, byte[] line) {
        return string(batch(Map.of("AWS_LAMBDA_LOG_FORMAT", format), line, OutputLine.WHOLE));
    }

    private ByteBuffer frames(String format, String... lines) {
        Map<String, String> environment = Map.of("AWS_LAMBDA_LOG_FORMAT", format, "_LAMBDA_TELEMETRY_LOG_FD", "1");
        ByteBuffer all = ByteBuffer.allocate(10_000);
        for (String line : lines) {
            OutputBatch batch = batch(environment, bytes(line), OutputLine.WHOLE);
            all.put(batch.bytes(), 0, batch.size());
        }
        return all.flip();
    }

    private static String payload(ByteBuffer frames, int length) {
        byte[] bytes = new byte[length];
        frames.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private OutputBatch batch(Map<String, String> environment, byte[] line, OutputLine piece) {
        OutputFormat format = new ChildLineFormat(
                LogSettings.of(environment), () -> AT, "agent", OutputLine.Stream.STDERR, () -> requestId);
        OutputBatch batch = new OutputBatch(10);
        format.begin();
        format.write(line, 0, line.length, piece, batch);
        return batch;
    }

    private static String string(OutputBatch batch) {
        return new String(batch.bytes(), 0, batch.size(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
