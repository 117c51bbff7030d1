package dev.openruntime.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.http.NoHttpException;
import dev.openruntime.http.Segments;
import dev.openruntime.invocation.Header;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

    private static final String SAMPLE = """
            HTTP/1.1 100 Continue\r
            \r
            HTTP/1.1 103 Early Hints\r
            Link: </style.css>\r
            \r
            HTTP/1.1 200 OK\r
            X-FOLDED: one\r
            \ttwo\r
             three\r
            lambda-Runtime-Aws-Request-Id :\tid-1 \r
            Empty:\r
            Transfer-Encoding: Chunked\r
            Trailer: X-Later\r
            \r
            5;ext="a;b"\r
            hello\r
            00A \r
            , world\r
            !\r
            0;last\r
            X-Later: yes\r
            \r
            """;
    private static final List<Header> SAMPLE_HEADERS = List.of(
            new Header("X-FOLDED", "one two three"),
            new Header("lambda-Runtime-Aws-Request-Id", "id-1"),
            new Header("Empty", ""),
            new Header("Transfer-Encoding", "Chunked"),
            new Header("Trailer", "X-Later"));

    @Test
    void shouldReadTheSameWhereverTheNetworkSplitsIt() throws Exception {
        for (int split = 0; split <= SAMPLE.length(); split++) {
            assertSample(read(SAMPLE, split, SAMPLE.length()));
        }
        assertSample(read(SAMPLE, 1));
        assertSample(read(SAMPLE.replace("\r\n", "\n").replace("00A", "9"), 1));
    }

    private static void assertSample(ReplyReader.Answer answer) {
        assertThat(answer.reply().status()).isEqualTo(200);
        assertThat(answer.reply().headers()).isEqualTo(SAMPLE_HEADERS);
        assertThat(answer.reply().body().text().replace("\r", "")).isEqualTo("hello, world\n!");
        assertThat(answer.isLast()).isFalse();
    }

    /** Any body, in any chunks or none, in any segments. */
    @Property(tries = 300)
    void shouldBringEveryByte(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        byte[] body = new byte[random.nextInt(random.nextBoolean() ? 100 : 100_000)];
        random.nextBytes(body);
        String text = new String(body, ISO_8859_1);
        List<Header> headers = List.of(
                new Header("Lambda-X", "x".repeat(random.nextInt(40_000))), new Header("Odd", "caf\u00e9\u0001"));
        int[] segments = random.ints(1 + random.nextInt(5), 1, 30_000).toArray();
        int coding = random.nextInt(3);
        String framed = switch (coding) {
            case 0 -> "Content-Length: " + body.length + "\r\n\r\n" + text;
            case 1 -> "Transfer-Encoding: chunked\r\n\r\n" + chunked(text, random);
            default -> "\r\n" + text;
        };
        String head = "HTTP/1.1 200 \r\n";
        for (Header header : headers) {
            head += header.name() + ":" + header.value() + "\r\n";
        }

        ReplyReader.Answer answer = read(head + framed, segments);

        assertThat(answer.reply().body().bytes()).isEqualTo(body);
        assertThat(answer.reply().headers().subList(0, 2)).isEqualTo(headers);
        assertThat(answer.isLast()).isEqualTo(coding == 2);
    }

    private static String chunked(String text, Random random) {
        StringBuilder chunks = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int size = Math.min(text.length() - at, 1 + random.nextInt(20_000));
            chunks.append(Integer.toHexString(size)).append(random.nextBoolean() ? "\r\n" : ";x=y\r\n");
            chunks.append(text, at, at + size).append("\r\n");
            at += size;
        }
        return chunks.append("0\r\n\r\n").toString();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 204 No Content|Content-Length: 5||, '', false",
        "HTTP/1.1 304 Not Modified||, '', false",
        "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 2||ab, ab, false",
        "HTTP/1.1 200 OK|Content-Length: 2|Transfer-Encoding: chunked||1|a|0||, a, false",
        "HTTP/1.1 200 OK|Transfer-Encoding: identity|Content-Length: 2||ab, ab, false",
        "HTTP/1.1 200|Content-Length: 0||, '', false",
        "||HTTP/1.1 200 OK|Content-Length: 0||, '', false",
        "HTTP/1.1 200 OK|Connection: Foo; CLOSE|Content-Length: 0||, '', true",
        "HTTP/1.0 200 OK|Content-Length: 1||a, a, true",
        "HTTP/1.0 200 OK|connection: Keep-Alive|Content-Length: 1||a, a, false",
        "HTTP/1.1 200 OK|Content-Length: 1||abcd, a, true",
        "HTTP/1.1 101 Switching|Upgrade: x||, '', true",
        "HTTP/1.1 200 OK||all, all, true"
    })
    void shouldReadAllThereIsToABody(String answer, String body, boolean isLast) throws Exception {
        ReplyReader.Answer read = read(answer.replace("|", "\r\n").replace(';', ','), 7);

        assertThat(read.reply().body().text()).isEqualTo(body);
        // What comes after an answer may not have come yet.
        assertThat(read.isLast()).isEqualTo(isLast);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2||",
                "HTTP/2 200 OK||",
                "HTTP/1.1 99 Low||",
                "HTTP/1.1 099 Low||",
                "HTTP/1.1 2000 High||",
                "HTTP/1.1 200 OK|no colon||",
                "HTTP/1.1 200 OK|: no name||",
                "HTTP/1.1 200 OK| folded: into nothing||",
                "HTTP/1.1 200 OK|Content-Length: -1||",
                "HTTP/1.1 200 OK|Content-Length: +1||",
                "HTTP/1.1 200 OK|Content-Length:||",
                "HTTP/1.1 200 OK|Content-Length: 1, 2||ab",
                "HTTP/1.1 200 OK|Content-Length: 33554433||",
                "HTTP/1.1 200 OK|Content-Length: 9223372036854775808||",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|abc||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-1|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||fffffffffffffff|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2000001|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked|||"
            })
    void shouldRefuseWhatIsNoHttp(String answer) {
        assertThatExceptionOfType(NoHttpException.class).isThrownBy(() -> read(answer.replace("|", "\r\n"), 3));
    }

    @Test
    void shouldHoldAnyLineToItsLimit() throws Exception {
        String mebibyte = "x".repeat(1024 * 1024);
        String most = "x".repeat(2 * 1024 * 1024);
        String line = "HTTP/1.1 200 ";

        assertThat(read(line + "x".repeat(8_000) + "\r\nContent-Length: 0\r\n\r\n", 4_096)
                        .reply()
                        .status())
                .isEqualTo(200);
        assertThatExceptionOfType(NoHttpException.class)
                .isThrownBy(() -> read(line + mebibyte, 65_536))
                .withMessageStartingWith("a line of more than 8192 bytes: `HTTP/1.1 200 xxx");
        assertThatExceptionOfType(NoHttpException.class)
                .isThrownBy(() -> read(line + "\r\nLong: " + most, 65_536))
                .withMessageStartingWith("a line of more than 2097152 bytes: `Long: xxx");
        assertThatExceptionOfType(NoHttpException.class)
                .isThrownBy(() -> read(line + "\r\n" + "Many: headers\r\n".repeat(200_000), 65_536));
        assertThatExceptionOfType(NoHttpException.class)
                .isThrownBy(() -> read(line + "\r\nTransfer-Encoding: chunked\r\n\r\n1;" + mebibyte + "\r\n", 65_536));
    }

    @Test
    void shouldSayThatTheConnectionEndedWhereverItDoes() {
        for (int end = 0; end < SAMPLE.length(); end++) {
            String cut = SAMPLE.substring(0, end);
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(() -> read(cut, 64))
                    .withMessage("the connection was closed");
        }
    }

    private static ReplyReader.Answer read(String answer, int... segments) throws IOException {
        return ReplyReader.read(Segments.of(answer.getBytes(ISO_8859_1), segments));
    }
}
