package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostedErrorTest {
    @ParameterizedTest
    @CsvSource({
        "Runtime.ImportModuleError, Runtime.ImportModuleError",
        "Function.Broken, Function.Broken",
        "x Function.Broken y, x Function.Broken y",
        "Function.broken, Function.Unknown",
        "Function., Function.Unknown",
        "Runtime.broken, Runtime.Unknown",
        "MyError, Runtime.Unknown",
        "Unhandled, Runtime.Unknown",
        ", Runtime.Unknown"
    })
    void shouldKeepOnlyTypesOfThePlatformsShape(String posted, String kept) {
        assertThat(PostedError.errorType(Optional.ofNullable(posted))).isEqualTo(kept);
    }

    @Test
    void shouldStripTheCauseOfTheTypeThatHasOne() {
        PlatformError error = PostedError.of(
                exchange("application/vnd.aws.lambda.error.cause+json"),
                body("{\"errorType\":\"E\",\"errorCause\":{\"a\":[1,{}]},\"stackTrace\":[\"x\"]}"));

        assertThat(error.text()).isEqualTo("{\"errorType\":\"E\",\"stackTrace\":[\"x\"]}");
        assertThat(error.contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({"[1]", "{", "''", "{\"errorCause\":"})
    void shouldReplaceABodyWithCauseThatCannotBeRead(String text) {
        PlatformError error = PostedError.of(exchange("application/vnd.aws.lambda.error.cause+json"), body(text));

        assertThat(error.text()).isEqualTo("\"Invalid error body\"");
        assertThat(error.contentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void shouldLeaveOtherBodiesAsTheyAre() {
        PlatformError error = PostedError.of(exchange("application/vnd.aws.lambda.error+json"), body("not json"));

        assertThat(error.text()).isEqualTo("not json");
        assertThat(error.contentType()).isEqualTo("application/vnd.aws.lambda.error+json");
    }

    private static Exchange exchange(String contentType) {
        var head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        head.headers().set("Content-Type", contentType);
        return new Exchange(head, _ -> {});
    }

    private static RequestBody.Complete body(String text) {
        return new RequestBody.Complete(text.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
