package dev.openruntime.worker.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    private static final String HEADER = "{\"type\":\"result\",\"id\":7}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"result\",\"id\":7,\"body\":{\"a\" : [1.0e2,\"\\u0041\\/\\n\"]}}",
                "{\"type\":\"result\",\"body\":{\"a\" : [1.0e2,\"\\u0041\\/\\n\"]},\"id\":7}",
                "{\"body\":{\"a\" : [1.0e2,\"\\u0041\\/\\n\"]},\"type\":\"result\",\"id\":7}",
                " { \"body\" :\t{\"a\" : [1.0e2,\"\\u0041\\/\\n\"]}\t,\"type\": \"result\" , \"id\" : 7 } \r",
                "{\"\\u0062ody\":{\"a\" : [1.0e2,\"\\u0041\\/\\n\"]},\"type\":\"result\",\"id\":7}",
                "{\"type\":\"result\",\"bodyBase64\":null,\"id\":7,\"body\":{\"a\" : [1.0e2,\"\\u0041\\/\\n\"]}}",
                "{\"bodyBase64\":\"eyJhIiA6IFsxLjBlMiwiXHUwMDQxXC9cbiJdfQ==\",\"type\":\"result\",\"id\":7}",
                "{\"bodyBase64\":\"eyJhIiA6IFsxLjBlMiwiXHUwMDQxXC9cbiJdfQ\",\"type\":\"result\",\"id\":7,\"body\":null}",
                "{\"bodyBase64\":\"eyJhIiA6IFsxLjBlMiwi\\r\\nXHUwMDQxXC9cbiJdfQ\\u003d=\\n\",\"type\":\"result\",\"id\":7}",
            })
    void shouldCutTheBodyOutOfTheLineWhereverItIs(String line) throws IOException {
        FrameReader reader = second(line + "\n{}\n");

        Frame frame = reader.read().orElseThrow();

        assertThat(reader.speaksLines()).isTrue();
        assertThat(frame.header().text()).isEqualTo(HEADER);
        assertThat(frame.body().text()).isEqualTo("{\"a\" : [1.0e2,\"\\u0041\\/\\n\"]}");
        assertThat(frame.bodyBytes()).isEqualTo(frame.body().length());
        assertThat(reader.read().orElseThrow().header().text()).isEqualTo("{}");
        assertThat(reader.read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-0.5E+7",
                "\"plain text\"",
                "\"\"",
                "[[],{},[{}]]",
                "12345678901234567890",
                "{\"a\":1,\"a\":2}",
                "{\"body\":{\"bodyBase64\":7}}",
                "\"\u2028 Grüße 世界 🌍 \\ud800\"",
            })
    void shouldKeepAnyJsonByteForByte(String body) throws IOException {
        Frame frame = second("{\"body\":" + body + "}\n").read().orElseThrow();

        assertThat(frame.header().text()).isEqualTo("{}");
        assertThat(frame.body().text()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"bodyBase64\":\"\"}", "{\"bodyBase64\":null}"})
    void shouldHaveNoBodyWhereNoneIsGiven(String line) throws IOException {
        assertThat(second(line + '\n').read().orElseThrow().body().isEmpty()).isTrue();
    }

    @Test
    void shouldUnescapeSlashAndPlusInBase64() throws IOException {
        Frame frame =
                second("{\"bodyBase64\":\"\\/\\u002B\\/\\u002b\"}\n").read().orElseThrow();

        assertThat(frame.body().bytes()).isEqualTo(Base64.getDecoder().decode("/+/+"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "debug: got here|but `d` is where that can't be",
                "[1]|but `[` is where",
                "~~|the line ends inside",
                "{\"body\":{|the line ends inside its JSON object; a frame is one line",
                "{\"body\":\"a|the line ends inside",
                "{\"body\":01}|but `1` is where",
                "{\"body\":[1,]}|but `]` is where",
                "{\"body\":1,}|but `}` is where",
                "{\"body\":nul}|but `}` is where",
                "{\"body\":}|but `}` is where",
                "{\"a\" 1}|but `1` is where",
                "{'a':1}|but `'` is where",
                "{\"a\":\"\\x\"}|but `x` is where",
                "{\"body\":1,\"body\":2}|the member `body` twice",
                "{\"bodyBase64\":\"\",\"bodyBase64\":\"\"}|the member `bodyBase64` twice",
                "{\"body\":1,\"bodyBase64\":\"\"}|both `body` and `bodyBase64`",
                "{\"bodyBase64\":7}|but `7` is where",
                "{\"bodyBase64\":\"_-_-\"}|`bodyBase64` is no base64",
                "{\"bodyBase64\":\"a\"}|`bodyBase64` is no base64",
                "{\"bodyBase64\":\"aa=a\"}|`bodyBase64` is no base64",
                "{\"bodyBase64\":\"é\"}|`bodyBase64` is no base64",
            })
    void shouldRefuseALineThatIsNoJsonObject(String line, String why) throws IOException {
        FrameReader reader = second(line + "\n");

        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(reader::read)
                .withMessageStartingWith("no frame: ")
                .withMessageContaining(why)
                .withMessageContaining('"' + line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00FF", "\u00C3", "\u00C0\u0080", "\u00ED\u00A0\u0080", "\u00F5\u0080\u0080\u0080"})
    void shouldRefuseWhatIsNoUtf8(String bytes) throws IOException {
        FrameReader reader =
                second("{\"body\":\"".getBytes(UTF_8), bytes.getBytes(ISO_8859_1), "\"}\n".getBytes(UTF_8));

        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(reader::read)
                .withMessageContaining("UTF-8");
    }

    @Test
    void shouldSayWhatIsMissingWhenAFrameFollowsOnTheSameLine() throws IOException {
        FrameReader reader = second("{\"a\":1}{\"b\":2}\n");
        assertThat(reader.read()).isPresent();

        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(reader::read)
                .withMessageContaining("only the line's end may follow")
                .withMessageContaining("\"{\"b\":2}");
    }

    @Test
    void shouldNotWaitForTheLinesEnd() throws IOException {
        InputStream silent = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("the reader waits for more than the frame");
            }

            @Override
            public int read(byte[] into, int from, int most) {
                return read();
            }
        };
        FrameReader reader =
                new FrameReader(new SequenceInputStream(new ByteArrayInputStream("{\"a\":1}".getBytes(UTF_8)), silent));

        assertThat(reader.read().orElseThrow().header().text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void shouldFailAsTruncatedWhenTheStreamEndsInsideALine() throws IOException {
        assertThatExceptionOfType(EOFException.class).isThrownBy(second("{\"body\":12")::read);
    }

    @Test
    void shouldShowTheFirstTwoHundredBytesThoughTheyCameOneByOne() throws IOException {
        byte[] stream = ("{}\n{\"a\":\"" + "x".repeat(500) + "\n").getBytes(UTF_8);
        FrameReader reader = new FrameReader(new ChunkedStream(stream, List.of(1)));
        assertThat(reader.read()).isPresent();

        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(reader::read)
                .withMessageContaining("\"{\"a\":\"" + "x".repeat(194) + '"');
    }

    @Test
    void shouldTakeTheDeepestNestingAndRefuseADeeperOne() throws IOException {
        String deepest = "[".repeat(250) + "]".repeat(250);

        assertThat(second("{\"body\":" + deepest + "}\n")
                        .read()
                        .orElseThrow()
                        .body()
                        .text())
                .isEqualTo(deepest);
        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(second("{\"body\":[" + deepest + "]}\n")::read)
                .withMessageContaining("deeper than 250 levels");
    }

    @Test
    void shouldTakeTheLongestHeaderAndRefuseALongerOneWithoutReadingAllOfIt() throws IOException {
        String text = "x".repeat(65_536 - "{\"a\":\"\"}".length());

        Frame longest = second("{\"a\":\"" + text + "\",\"body\":1}\n").read().orElseThrow();

        assertThat(longest.header().length()).isEqualTo(65_536);
        assertThat(longest.body().text()).isEqualTo("1");
        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(second("{\"a\":\"" + text + "x\"}\n")::read)
                .withMessageContaining("may take 65536 bytes");
        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(
                        new FrameReader(new SequenceInputStream(
                                new ByteArrayInputStream("{\"a\":\"".getBytes(UTF_8)), new Endless()))::read);
    }

    @ParameterizedTest
    @ValueSource(ints = {6_291_554, 6_291_555, 6_291_556, 6_291_557, 6_291_558, 6_291_559, 20_000_000})
    void shouldKeepTheLongestBodyAndDiscardALongerOneAndReadOn(int length) throws IOException {
        String json = '"' + "x".repeat(length - 2) + '"';
        String base64 = Base64.getEncoder().encodeToString(new byte[length]);
        FrameReader reader =
                second("{\"body\":" + json + ",\"id\":1}\n{\"bodyBase64\":\"" + base64 + "\",\"id\":2}\n{}\n");

        Frame plain = reader.read().orElseThrow();
        Frame encoded = reader.read().orElseThrow();

        for (Frame frame : List.of(plain, encoded)) {
            assertThat(frame.bodyBytes()).isEqualTo(length);
            assertThat(frame.bodyDiscarded()).isEqualTo(length > 6_291_556);
            assertThat(frame.body().length()).isEqualTo(length > 6_291_556 ? 0 : length);
        }
        assertThat(encoded.header().text()).isEqualTo("{\"id\":2}");
        assertThat(reader.read().orElseThrow().header().text()).isEqualTo("{}");
    }

    /** A reader that has read a first line already. */
    private static FrameReader second(String rest) throws IOException {
        return second(rest.getBytes(UTF_8));
    }

    private static FrameReader second(byte[]... rest) throws IOException {
        List<InputStream> parts = new ArrayList<>();
        parts.add(new ByteArrayInputStream("{\"type\":\"ready\"}\n".getBytes(UTF_8)));
        for (byte[] part : rest) {
            parts.add(new ByteArrayInputStream(part));
        }
        FrameReader reader = new FrameReader(new SequenceInputStream(Collections.enumeration(parts)));
        assertThat(reader.read().orElseThrow().header().text()).isEqualTo("{\"type\":\"ready\"}");
        return reader;
    }

    /** The same letter, more often than any heap could hold. */
    private static final class Endless extends InputStream {

        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] into, int from, int most) {
            Arrays.fill(into, from, from + most, (byte) 'x');
            return most;
        }
    }
}
