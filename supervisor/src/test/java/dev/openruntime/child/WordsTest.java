package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({"0, 0 ms", "12, 12 ms", "999, 999 ms", "1000, 1 s", "1640, 1.6 s", "120000, 120 s"})
    void shouldSayDurationsAsAPersonReadsThem(long millis, String words) {
        assertThat(Words.of(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, exit 0",
        "1, exit 1",
        "128, exit 128",
        "137, exit 137 (128 + 9: SIGKILL)",
        "139, exit 139 (128 + 11: SIGSEGV)",
        "165, exit 165 (128 + 37: signal 37)",
        "255, exit 255",
    })
    void shouldSayWhatAnExitStatusMayMean(int code, String words) {
        assertThat(new Exit.Status(code).description()).isEqualTo(words);
    }

    @Test
    void shouldSayHowAnEmbeddedChildEnded() {
        assertThat(new Exit.Broke("out of ports").description()).isEqualTo("broke: out of ports");
        assertThat(new Exit.Broke("out of ports").wellDone()).isFalse();
        assertThat(new Exit.Closed().wellDone()).isTrue();
    }

    @Test
    void shouldRefuseABackoffThatDoesNotGrow() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new RestartPolicy(RestartPolicy.When.ALWAYS, second, 0.5, second, second))
                .hasMessageStartingWith("cannot back off from PT1S by 0.5 to PT1S");
        assertThatThrownBy(() -> new RestartPolicy(RestartPolicy.When.ALWAYS, second, 2, Duration.ZERO, second))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
