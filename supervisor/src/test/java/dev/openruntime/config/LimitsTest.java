package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is large but allowed is read, what is larger is refused, and nothing takes memory or time beyond measure. */
final class LimitsTest {

    private static final String HANDLER = "handler: { command: [node] }\n";

    @TempDir
    private Path folder;

    @Test
    void shouldReadThirtyTwoLevelsAndRefuseMore() throws Exception {
        var sample = new Sample(folder, Map.of());
        String start = HANDLER + "sidecars: [{ name: a, use: metrics, with: { v: ";

        sample.yaml(start + "[".repeat(28) + "]".repeat(28) + " } }]");

        assertThat(sample.problems(start + "[".repeat(29) + "]".repeat(29) + " } }]"))
                .containsExactly(sample.problem(2, "", "cannot read what is nested deeper than 32 levels"));
    }

    @Test
    void shouldReadAHundredSidecarsAndRefuseMore() throws Exception {
        var sample = new Sample(folder, Map.of());
        var document = new StringBuilder(HANDLER).append("sidecars:\n");
        for (int number = 1; number <= 100; number++) {
            document.append("  - { name: s").append(number).append(", command: [x]");
            document.append(number > 1 ? ", dependsOn: { s" + (number - 1) + ": healthy } }\n" : " }\n");
        }

        assertThat(sample.yaml(document.toString()).sidecars()).hasSize(100);

        document.append("  - nonsense\n  - nonsense\n");
        assertThat(sample.problems(document.toString()))
                .containsExactly(sample.problem(103, "sidecars", "more than 100 are not supported"));
    }

    @Test
    void shouldCountTensOfThousandsOfProblemsAndKeepAThousand() {
        var sample = new Sample(folder, Map.of());
        int count = 40_000;
        var document = new StringBuilder(HANDLER);
        for (int number = 0; number < count; number++) {
            document.append(Integer.toString(number % (count / 2), 36)).append(":\n");
        }

        assertThatThrownBy(() -> sample.yaml(document.toString()))
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(1_000))
                .hasMessageContaining(": 60000 problems\n")
                .hasMessageEndingWith("\n  and 59900 more");
    }

    @Test
    void shouldReadTensOfThousandsOfKeysInOneMapping() {
        var sample = new Sample(folder, Map.of());
        var document = new StringBuilder(HANDLER).append("sidecars:\n- name: a\n  command: [a]\n  dependsOn:\n");
        for (int number = 0; number < 12_000; number++) {
            document.append("   n").append(number).append(": started\n");
        }

        assertThatThrownBy(() -> sample.yaml(document.toString())).hasMessageContaining(": 12000 problems\n");
    }

    @Test
    void shouldRefuseWhatIsNestedWithoutEnd() {
        var sample = new Sample(folder, Map.of());
        String tooDeep = "cannot read what is nested deeper than 32 levels";

        assertThat(sample.problems("[".repeat(200_000))).containsExactly(sample.problem(1, "", tooDeep));
        assertThat(sample.problems("- ".repeat(100_000))).containsExactly(sample.problem(1, "", tooDeep));
        assertThat(sample.problems("? ".repeat(100_000)))
                .containsExactly(sample.problem(1, "", "cannot read this key: a key must be plain text"));
    }
}
