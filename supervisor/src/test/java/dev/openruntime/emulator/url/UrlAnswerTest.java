package dev.openruntime.emulator.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlAnswerTest {
    private static final String JSON = "application/json";

    @Test
    void shouldReadEveryMember() throws Exception {
        UrlAnswer answer = read("""
                {"statusCode":201,"headers":{"Content-Type":"text/plain","X-Number":7,"x-none":null,
                "Content-Length":"99","Connection":"close"},
                "cookies":["a=1; Path=/","b=2"],"body":"Grüße","isBase64Encoded":false,"other":[{}]}""");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers())
                .containsExactly(
                        Map.entry("content-type", "text/plain"),
                        Map.entry("x-number", "7"),
                        Map.entry("set-cookie", "a=1; Path=/"),
                        Map.entry("set-cookie", "b=2"));
        assertThat(text(answer)).isEqualTo("Grüße");
    }

    @Test
    void shouldDecodeABodyInBase64() throws Exception {
        assertThat(read("{\"statusCode\":200,\"body\":\"AP8=\",\"isBase64Encoded\":true}")
                        .body())
                .containsExactly(0, 255);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Hello, world!\"",
                "{\"message\":\"Hello\"}",
                "[1,2]",
                "null",
                "7",
                "{\"body\":{\"no\":\"status\"},\"headers\":7,\"cookies\":{}}",
                " {\"statusCode\":null} "
            })
    void shouldTakeJsonWithoutAStatusForTheBody(String payload) throws Exception {
        UrlAnswer answer = read(payload);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsExactly(Map.entry("content-type", "application/json"));
        assertThat(text(answer)).isEqualTo(payload);
    }

    @ParameterizedTest
    @CsvSource({"204", "205", "304"})
    void shouldDropTheBodyWhereTheStatusAllowsNone(int status) throws Exception {
        assertThat(read("{\"statusCode\":" + status + ",\"body\":\"x\"}").body())
                .isEmpty();
    }

    @Test
    void shouldReadAStreamedAnswer() throws Exception {
        UrlAnswer answer = UrlAnswer.read(
                "{\"statusCode\":202,\"headers\":{\"x-a\":\"1\"},\"cookies\":[\"c=1\"]}\0\0\0\0\0\0\0\0raw\0body"
                        .getBytes(StandardCharsets.UTF_8),
                "application/vnd.awslambda.http-integration-response");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers()).contains(Map.entry("x-a", "1"), Map.entry("set-cookie", "c=1"));
        assertThat(text(answer)).isEqualTo("raw\0body");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it is empty",
                "plain text | it is not JSON: ",
                "{} {} | there is more than one JSON value in it",
                "{\"statusCode\":\"abc\"} | statusCode is abc, not a number from 200 to 599",
                "{\"statusCode\":101} | statusCode is 101",
                "{\"statusCode\":[]} | statusCode is not a single value",
                "{\"statusCode\":200,\"body\":{}} | body is not a string; write JSON as text",
                "{\"statusCode\":200,\"headers\":[]} | headers is not an object",
                "{\"statusCode\":200,\"headers\":{\"a\":[]}} | headers.a is not a single value",
                "{\"statusCode\":200,\"headers\":{\"a b\":\"c\"}} | the header `a b` cannot be sent",
                "{\"statusCode\":200,\"headers\":{\"a\":\"b\\r\\nc: d\"}} | the header `a` cannot be sent",
                "{\"statusCode\":200,\"cookies\":\"a\"} | cookies is not a list",
                "{\"statusCode\":200,\"cookies\":[7]} | cookies is not a string",
                "{\"statusCode\":200,\"body\":\"*\",\"isBase64Encoded\":true} | body is no base64"
            })
    void shouldSayWhatIsWrong(String payload, String message) {
        assertThatExceptionOfType(MalformedAnswerException.class)
                .isThrownBy(() -> read(payload))
                .withMessageContaining(message);
    }

    @Test
    void shouldSayThatTheSeparatorIsMissing() {
        assertThatExceptionOfType(MalformedAnswerException.class)
                .isThrownBy(() -> UrlAnswer.read(
                        "{}\0\0".getBytes(StandardCharsets.UTF_8),
                        "application/vnd.awslambda.http-integration-response"))
                .withMessageContaining("eight zero bytes");
    }

    private static UrlAnswer read(String payload) throws MalformedAnswerException {
        return UrlAnswer.read(payload.getBytes(StandardCharsets.UTF_8), JSON);
    }

    private static String text(UrlAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
