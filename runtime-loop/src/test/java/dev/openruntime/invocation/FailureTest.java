package dev.openruntime.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.peer.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void shouldBePostedAsTheErrorObjectThatUsersKnow() {
        Failure failure = new Failure(
                "OpenRuntime.HandlerTimeout",
                "no answer\nfrom \"it\" \u0001 ü 😀",
                Optional.of("handle"),
                OptionalLong.of(2_500),
                OptionalLong.of(500),
                List.of("one", "two"),
                List.of("at here"));

        Outcome.FunctionError error = failure.asOutcome();

        assertThat(error.errorType()).isEqualTo("OpenRuntime.HandlerTimeout");
        assertThat(Json.object(error.body()))
                .containsExactly(
                        Map.entry("errorType", "OpenRuntime.HandlerTimeout"),
                        Map.entry("errorMessage", "no answer\nfrom \"it\" \u0001 ü 😀"),
                        Map.entry("stage", "handle"),
                        Map.entry("elapsedMs", 2_500L),
                        Map.entry("remainingMs", 500L),
                        Map.entry("lastLines", List.of("one", "two")),
                        Map.entry("stackTrace", List.of("at here")));
    }

    @Test
    void shouldLeaveOutWhatIsNotKnown() {
        Outcome.FunctionError error = new Failure("Function.Unknown", "so").asOutcome();

        assertThat(error.body().text())
                .isEqualTo("{\"errorType\":\"Function.Unknown\",\"errorMessage\":\"so\",\"stackTrace\":[]}");
    }

    @Test
    void shouldBePostedWhateverTheTextsAreMadeOf() {
        Failure failure = new Failure(
                "Type\uD800",
                "half a character \uDC00",
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of("\uD83D"),
                List.of());

        assertThat(Json.object(failure.asOutcome().body())).containsEntry("errorMessage", "half a character ?");
    }
}
