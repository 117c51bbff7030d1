package dev.openruntime.worker.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.openruntime.invocation.Body;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class LinesPropertyTest {

    private static final byte[] HEADER = "{\"type\":\"result\",\"note\":\"}\\n,\\\"body\\\":\"}".getBytes(UTF_8);

    @Property
    void bodiesReadBackAsTheyWereWrittenButForLineEnds(
            @ForAll("bodies") List<String> bodies, @ForAll("chunkSizes") List<Integer> chunkSizes) throws IOException {
        FrameReader reader = new FrameReader(new ChunkedStream(written(bodies), chunkSizes));

        for (String body : bodies) {
            Frame frame = reader.read().orElseThrow();
            String expected = JsonScanner.isJson(body.getBytes(UTF_8)) ? body.replaceAll("[\r\n]", "") : body;
            assertThat(frame.header().bytes()).isEqualTo(HEADER);
            assertThat(frame.body().text()).isEqualTo(expected);
        }
        assertThat(reader.read()).isEmpty();
    }

    @Property
    void anyBytesReadBackAsTheyWereWritten(
            @ForAll @Size(max = 300) byte[] body, @ForAll("chunkSizes") List<Integer> chunkSizes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        linesTo(out).write(HEADER, Body.of(body));

        Frame frame = new FrameReader(new ChunkedStream(out.toByteArray(), chunkSizes))
                .read()
                .orElseThrow();

        assertThat(out.toString(UTF_8)).endsWith("}\n").containsOnlyOnce("\n");
        if (JsonScanner.isJson(body)) {
            assertThat(frame.body().text()).isEqualTo(new String(body, UTF_8).replaceAll("[\r\n]", ""));
        } else {
            assertThat(frame.body().bytes()).isEqualTo(body);
        }
    }

    @Property
    void anyBytesAfterABraceAreFramesOrRefusedOrTruncatedAndNeverElse(
            @ForAll("almostLines") String text, @ForAll("chunkSizes") List<Integer> chunkSizes) throws IOException {
        FrameReader reader = new FrameReader(new ChunkedStream(('{' + text).getBytes(UTF_8), chunkSizes));

        try {
            while (reader.read().isPresent()) {
                assertThat(reader.speaksLines()).isTrue();
            }
        } catch (BadFrameException | EOFException expected) {
            assertThat(expected).hasMessageNotContaining("internal error");
        }
    }

    @Property(tries = 3000)
    void whatIsJsonIsWhatAParserReads(@ForAll("almostJson") String text) {
        assertThat(JsonScanner.isJson(text.getBytes(UTF_8))).as(text).isEqualTo(parses(text));
    }

    @Provide
    Arbitrary<List<String>> bodies() {
        Arbitrary<String> json = json();
        return Arbitraries.oneOf(json, Arbitraries.strings().ofMaxLength(60), json.map(text -> text + "\r\n"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<Integer>> chunkSizes() {
        return Arbitraries.oneOf(Arbitraries.integers().between(1, 9), Arbitraries.of(100, 65_536))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> almostLines() {
        return Arbitraries.of(
                        "\"body\":",
                        "\"bodyBase64\":",
                        "\"a\":",
                        "\"YWI=\"",
                        "null",
                        "1",
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        "\n")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> almostJson() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "0", "-", "1", ".", "e", "+", "true", "null", " ",
                        "\n", "\\", "\\u12aF", "\\n", "\u0001", "\u2028", "é", "🌍")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(
                pieces, json(), Combinators.combine(json(), pieces).as((a, b) -> a + b));
    }

    private static Arbitrary<String> json() {
        Arbitrary<String> leaf = Arbitraries.of(
                "null",
                "true",
                "false",
                "0",
                "-1.50E+2",
                "12345678901234567890",
                "\"\"",
                "\"a\\nb\\u0041\\/\"",
                "\"é\u2028🌍\"");
        return Arbitraries.lazyOf(
                () -> leaf,
                () -> leaf,
                () -> json().list().ofMaxSize(3).map(values -> "[" + String.join(",\n", values) + "]"),
                () -> json().list().ofMaxSize(3).map(values -> "{" + members(values) + "\r\n}"));
    }

    private static String members(List<String> values) {
        return String.join(
                " ,", values.stream().map(value -> "\"body\" :" + value).toList());
    }

    private static boolean parses(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text.getBytes(UTF_8))) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] written(List<String> bodies) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FrameWriter writer = linesTo(out);
        for (String body : bodies) {
            writer.write(HEADER, Body.of(body));
        }
        return out.toByteArray();
    }

    private static FrameWriter linesTo(ByteArrayOutputStream out) {
        FrameWriter writer = new FrameWriter(out);
        writer.speakLines();
        return writer;
    }
}
