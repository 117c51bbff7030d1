package dev.openruntime.emulator.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlEventTest {
    private final Instant now = Instant.ofEpochMilli(1_583_348_638_390L);

    @Test
    void shouldWriteEveryMemberAsThePlatformDoes() {
        UrlRequest request = new UrlRequest(
                "POST",
                "/my/pa%20th",
                "parameter1=value1&parameter1=value%202&parameter2=value",
                "HTTP/1.1",
                List.of(
                        Map.entry("Host", "shop.localhost:9000"),
                        Map.entry("Header1", "value1"),
                        Map.entry("header2", "value1"),
                        Map.entry("HEADER2", "value2"),
                        Map.entry("Cookie", "cookie1=a; cookie2=b"),
                        Map.entry("User-Agent", "agent"),
                        Map.entry("Connection", "keep-alive"),
                        Map.entry("Content-Type", "text/plain; charset=utf-8")),
                "Grüße".getBytes(StandardCharsets.UTF_8));

        assertThat(written(request)).isEqualTo("""
                {"version":"2.0","routeKey":"$default","rawPath":"/my/pa%20th",\
                "rawQueryString":"parameter1=value1&parameter1=value%202&parameter2=value",\
                "cookies":["cookie1=a","cookie2=b"],\
                "headers":{"host":"shop.localhost:9000","header1":"value1","header2":"value1,value2",\
                "cookie":"cookie1=a; cookie2=b","user-agent":"agent","content-type":"text/plain; charset=utf-8",\
                "x-amzn-trace-id":"Root=1","x-forwarded-for":"127.0.0.1","x-forwarded-port":"9000",\
                "x-forwarded-proto":"http"},\
                "queryStringParameters":{"parameter1":"value1,value 2","parameter2":"value"},\
                "requestContext":{"accountId":"anonymous","apiId":"shop","domainName":"shop.localhost",\
                "domainPrefix":"shop","http":{"method":"POST","path":"/my/pa%20th","protocol":"HTTP/1.1",\
                "sourceIp":"127.0.0.1","userAgent":"agent"},"requestId":"id","routeKey":"$default",\
                "stage":"$default","time":"04/Mar/2020:19:03:58 +0000","timeEpoch":1583348638390},\
                "body":"Grüße","isBase64Encoded":false}""");
    }

    @Test
    void shouldLeaveOutWhatThereIsNot() {
        assertThat(written(new UrlRequest("GET", "/", "", "HTTP/1.0", List.of(), new byte[0])))
                .contains("\"rawQueryString\":\"\"", "\"domainName\":\"localhost\"", "\"isBase64Encoded\":false")
                .doesNotContain("cookies", "queryStringParameters", "\"body\"");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, x, '\"x\",\"isBase64Encoded\":false'",
        "application/JSON;charset=utf-8, x, '\"x\",\"isBase64Encoded\":false'",
        "text/html, x, '\"x\",\"isBase64Encoded\":false'",
        "application/xml, x, '\"x\",\"isBase64Encoded\":false'",
        "application/x-www-form-urlencoded, a=b, '\"YT1i\",\"isBase64Encoded\":true'",
        "application/octet-stream, x, '\"eA==\",\"isBase64Encoded\":true'",
        "image/png, x, '\"eA==\",\"isBase64Encoded\":true'",
        "'', x, '\"eA==\",\"isBase64Encoded\":true'",
    })
    void shouldEncodeABodyByItsType(String type, String body, String written) {
        UrlRequest request = new UrlRequest(
                "PUT",
                "/",
                "",
                "HTTP/1.1",
                List.of(Map.entry("content-type", type)),
                body.getBytes(StandardCharsets.UTF_8));

        assertThat(written(request)).endsWith("\"body\":" + written + "}");
    }

    @Test
    void shouldEncodeATextThatIsNoUtf8OrCompressed() {
        byte[] latin = {(byte) 0xfc};
        var type = Map.entry("Content-Type", "text/plain");

        assertThat(written(new UrlRequest("PUT", "/", "", "HTTP/1.1", List.of(type), latin)))
                .endsWith("\"body\":\"/A==\",\"isBase64Encoded\":true}");
        assertThat(written(new UrlRequest(
                        "PUT", "/", "", "HTTP/1.1", List.of(type, Map.entry("Content-Encoding", "gzip")), new byte[] {
                            'x'
                        })))
                .endsWith("\"body\":\"eA==\",\"isBase64Encoded\":true}");
    }

    @ParameterizedTest
    @CsvSource({
        "a=1&a=2, '{\"a\":\"1,2\"}'",
        "a, '{\"a\":\"\"}'",
        "a=b=c, '{\"a\":\"b=c\"}'",
        "=x, '{\"\":\"x\"}'",
        "a=%C3%BC+%2B, '{\"a\":\"ü +\"}'",
        "a=100%, '{\"a\":\"100%\"}'",
        "&&a=1&, '{\"a\":\"1\"}'"
    })
    void shouldDecodeParameters(String query, String written) {
        assertThat(written(new UrlRequest("GET", "/", query, "HTTP/1.1", List.of(), new byte[0])))
                .contains("\"queryStringParameters\":" + written);
    }

    private String written(UrlRequest request) {
        return new String(UrlEvent.write(request, "id", "Root=1", now), StandardCharsets.UTF_8);
    }
}
