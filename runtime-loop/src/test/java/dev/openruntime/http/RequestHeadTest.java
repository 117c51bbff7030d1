package dev.openruntime.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestHeadTest {

    private static final int MOST = 100;

    private static final String TWO = """
            \r
            POST /a?b=c%20d HTTP/1.1\r
            X-FOLDED: one\r
            \ttwo\r
            Expect: 100-Continue\r
            Transfer-Encoding: chunked\r
            \r
            5;ext="a;b"\r
            hello\r
            1\r
            !\r
            0\r
            X-Later: yes\r
            \r
            GET / HTTP/1.0\r
            connection: Keep-Alive\r
            \r
            """;

    @Test
    void shouldReadRequestsOneAfterTheOtherWhereverTheNetworkSplitsThem() throws Exception {
        for (int split = 1; split <= TWO.length(); split++) {
            assertTwo(incoming(TWO, split, TWO.length()));
        }
        assertTwo(incoming(TWO, 1));
        assertTwo(incoming(TWO.replace("\r\n", "\n"), 7));
    }

    private static void assertTwo(Incoming incoming) throws IOException {
        assertThat(incoming.awaitSome()).isTrue();
        RequestHead post = RequestHead.read(incoming);
        MessageBody body = post.body(incoming);
        Optional<Body> whole = body.whole(MOST);
        RequestHead get = RequestHead.read(incoming);
        Optional<Body> none = get.body(incoming).whole(MOST);

        assertThat(post.method()).isEqualTo("POST");
        assertThat(post.target()).isEqualTo("/a?b=c%20d");
        assertThat(post.headers()).first().isEqualTo(new Header("X-FOLDED", "one two"));
        assertThat(post.expectsContinue()).isTrue();
        assertThat(post.keepsOpen()).isTrue();
        assertThat(whole.map(Body::text)).contains("hello!");
        assertThat(body.trailers()).containsExactly(new Header("X-Later", "yes"));
        assertThat(get.isOld()).isTrue();
        assertThat(get.keepsOpen()).isTrue();
        assertThat(none).contains(Body.EMPTY);
        assertThat(incoming.awaitSome()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1||, true, false",
        "GET / HTTP/1.1|Connection: x; Close||, false, false",
        "GET / HTTP/1.0||, false, false",
        "GET / HTTP/1.0|Expect: 100-continue||, false, false",
        "GET / HTTP/1.1|Expect: 100-continue||, true, true"
    })
    void shouldSayWhatTheClientExpects(String request, boolean keepsOpen, boolean expectsContinue) throws Exception {
        RequestHead head =
                RequestHead.read(incoming(request.replace("|", "\r\n").replace(';', ','), 5));

        assertThat(head.keepsOpen()).isEqualTo(keepsOpen);
        assertThat(head.expectsContinue()).isEqualTo(expectsContinue);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello||",
                "GET /||",
                "GET  HTTP/1.1||",
                " / HTTP/1.1||",
                "GET / HTTP/2||",
                "GET / HTTP/1.10||",
                "GET / http/1.1||",
                "GET / HTTP/1.1|no colon||",
                "GET / HTTP/1.1|: no name||",
                "POST / HTTP/1.1|Content-Length: 1; 2||ab",
                "POST / HTTP/1.1|Content-Length: -1||",
                "POST / HTTP/1.1|Transfer-Encoding: gzip||",
                "POST / HTTP/1.1|Transfer-Encoding: chunked||x|",
                "POST / HTTP/1.1|Transfer-Encoding: chunked||1|ab|"
            })
    void shouldRefuseWhatIsNoHttp(String request) {
        assertThatExceptionOfType(NoHttpException.class).isThrownBy(() -> readWhole(request, 3));
    }

    @Test
    void shouldHoldLinesToTheirLimits() throws Exception {
        String target = "/" + "x".repeat(64 * 1024 - "GET / HTTP/1.1".length());

        assertThat(RequestHead.read(incoming("GET " + target + " HTTP/1.1\n\n", 4_000))
                        .target())
                .isEqualTo(target);
        assertThatExceptionOfType(NoHttpException.class)
                .isThrownBy(() -> readWhole("GET " + target + "xx HTTP/1.1||", 4_000))
                .withMessageStartingWith("a line of more than 65536 bytes: `GET /xxx");
    }

    @Test
    void shouldTakeNoMoreThanIsWantedAndCountTheRest() throws Exception {
        String long1 = "Content-Length: 101\r\n\r\n" + "x".repeat(101);
        String long2 = "Transfer-Encoding: chunked\r\n\r\n64\r\n" + "x".repeat(100) + "\r\n1\r\nx\r\n0\r\n\r\n";
        for (String rest : List.of(long1, long2)) {
            Incoming incoming = incoming("POST / HTTP/1.1\r\n" + rest + "GET / HTTP/1.1\r\n\r\n", 9);
            MessageBody body = RequestHead.read(incoming).body(incoming);

            assertThat(body.whole(MOST)).isEmpty();
            assertThat(body.skip()).isEqualTo(101);
            assertThat(RequestHead.read(incoming).method()).isEqualTo("GET");
        }
    }

    @Test
    void shouldSayThatTheConnectionEndedWhereverItDoes() {
        String request = TWO.substring(2, TWO.indexOf("GET"));
        for (int end = 0; end < request.length(); end++) {
            String cut = request.substring(0, end);
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> readWhole(incoming(cut, 64)));
        }
    }

    private static Optional<Body> readWhole(String request, int segment) throws IOException {
        return readWhole(incoming(request.replace("|", "\r\n").replace(';', ','), segment));
    }

    private static Optional<Body> readWhole(Incoming incoming) throws IOException {
        return RequestHead.read(incoming).body(incoming).whole(MOST);
    }

    private static Incoming incoming(String bytes, int... segments) {
        return Segments.of(bytes.getBytes(ISO_8859_1), segments);
    }
}
