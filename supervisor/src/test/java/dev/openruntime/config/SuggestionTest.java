package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SuggestionTest {

    private static final List<String> KNOWN = List.of("port", "path", "host", "onFailure", "readyWithin", "env");

    @ParameterizedTest
    @CsvSource({
        "prot, port",
        "por, port",
        "portt, port",
        "pert, port",
        "PORT, port",
        "onfailure, onFailure",
        "ready_within, readyWithin",
        "readyWhitin, readyWithin",
        "ReadyWithinn, readyWithin",
        "en, env",
        "post, port"
    })
    void shouldSuggestWhatIsNear(String given, String meant) {
        assertThat(Suggestion.near(given, KNOWN)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "ready", "environment", "pathology", "trop"})
    void shouldSuggestNothingWhereNothingIsNear(String given) {
        assertThat(Suggestion.near(given, KNOWN)).isNull();
    }
}
