package dev.openruntime.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.peer.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errorType\":\"CardDeclined\",\"errorMessage\":\"no\",\"stackTrace\":[\"a\",\"b\"]}",
                "{\"errorMessage\":\"no\",\"trace\":[{\"errorType\":\"Inner\"}],\"errorType\":\"CardDeclined\"}",
                " {\"cause\":{\"errorType\":\"Inner\"},\"errorType\":\"CardDeclined\"}\n"
            })
    void shouldPassAnErrorObjectOnAsItIs(String text) {
        Body body = Body.of(text);

        Outcome.FunctionError error = ErrorBody.read(body);

        assertThat(error.body()).isSameAs(body);
        assertThat(error.errorType()).isEqualTo("CardDeclined");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "out of luck",
                "\"text\"",
                "[{\"errorType\":\"X\"}]",
                "{\"errorMessage\":\"no type\"}",
                "{\"errorType\":7}",
                "{\"errorType\":null}",
                "{\"cause\":{\"errorType\":\"Inner\"}}",
                "{\"errorType\":\"X\"",
                "{\"errorType\":\"X\"} and more",
                "{\"errorType\":\"X\"}{}"
            })
    void shouldWrapAnythingElse(String text) {
        Outcome.FunctionError error = ErrorBody.read(Body.of(text));

        assertThat(error.errorType()).isEqualTo("Function.Unknown");
        assertThat(Json.object(error.body()))
                .containsEntry("errorType", "Function.Unknown")
                .containsEntry("errorMessage", text)
                .containsKey("stackTrace");
    }

    @Test
    void shouldSaySoWhenNoErrorWasGiven() {
        assertThat(Json.object(ErrorBody.read(Body.EMPTY).body())).containsEntry("errorMessage", "no error was given");
    }

    @Test
    void shouldShortenWhatItQuotes() {
        Map<String, Object> error =
                Json.object(ErrorBody.read(Body.of("x".repeat(5_000))).body());

        assertThat(error).containsEntry("errorMessage", "x".repeat(1_000) + "…");
    }

    @Test
    void shouldQuoteACharacterThatTheLimitCutsInTwo() {
        String text = "x".repeat(999) + "😀" + "y".repeat(100);

        Map<String, Object> error = Json.object(ErrorBody.read(Body.of(text)).body());

        assertThat(error.get("errorMessage"))
                .asString()
                .startsWith("x".repeat(999))
                .endsWith("…");
    }

    @Test
    void shouldQuoteBytesThatAreNoText() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        Outcome.FunctionError error = ErrorBody.read(Body.of(bytes));

        assertThat(Json.object(error.body())).containsEntry("errorType", "Function.Unknown");
    }

    @Test
    void shouldNotTakeBytesThatAreNoUtf8ForAnErrorObject() {
        byte[] bytes = "{\"errorType\":\"X\",\"errorMessage\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        byte[] broken = Arrays.copyOf(bytes, bytes.length);
        broken[bytes.length - 3] = (byte) 0xFF;

        assertThat(ErrorBody.read(Body.of(broken)).errorType()).isEqualTo("Function.Unknown");
    }
}
