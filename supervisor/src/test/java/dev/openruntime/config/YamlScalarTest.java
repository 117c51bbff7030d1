package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unquoted scalars mean what YAML 1.2 says. */
final class YamlScalarTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on",
                "off",
                "yes",
                "No",
                "y",
                "n",
                "tRUE",
                "1_000",
                "12:30",
                "2001-01-01",
                ".inf",
                ".nan",
                "+",
                ".",
                "0b1",
                "0x",
                "0o8",
                "0xG",
                "1e",
                "e5",
                "1.2.3",
                "--1",
                "'5'",
                "'true'",
                "٣",
                "nullx"
            })
    void shouldReadAsText(String written) throws Exception {
        assertThat(setting(written)).isEqualTo(written.replace("'", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "-5, -5",
        "+5, 5",
        "-0, 0",
        "012, 12",
        "0x1F, 31",
        "0o17, 15",
        "9223372036854775807, 9223372036854775807"
    })
    void shouldReadAsWholeNumber(String written, long number) throws Exception {
        assertThat(setting(written)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "-.5, -0.5", "1., 1", "1e3, 1000", "1.5E-1, 0.15", "+2.0, 2"})
    void shouldReadAsDecimalNumber(String written, double number) throws Exception {
        assertThat(setting(written)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "TRUE, true", "false, false", "False, false", "FALSE, false"})
    void shouldReadAsTruth(String written, boolean truth) throws Exception {
        assertThat(setting(written)).isEqualTo(truth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
    void shouldReadAsNothing(String written) {
        var sample = new Sample(folder, Map.of());

        assertThat(sample.problems(document(written)))
                .containsExactly(sample.problem(5, "sidecars[0].with.value", "expected a value, found nothing"));
    }

    @Test
    void shouldTakeNumbersAndTruthAsTheyAreWrittenInCommands() throws Exception {
        Configuration read = new Sample(folder, Map.of())
                .yaml("handler: { command: [node, 4317, 1e3, 0x1F, 012, True, off, 1_000, \"\"] }");

        assertThat(read.handler().command())
                .isEqualTo(List.of("node", "4317", "1e3", "0x1F", "012", "True", "off", "1_000", ""));
    }

    private @Nullable Object setting(String written) throws Exception {
        Configuration read = new Sample(folder, Map.of()).yaml(document(written));
        var kind = (SidecarKind.BuiltIn) read.sidecars().getFirst().kind();
        return kind.with().get("value");
    }

    private static String document(String written) {
        return "handler: { command: [node] }\nsidecars:\n  - name: a\n    use: metrics\n    with: { value: " + written
                + " }\n";
    }
}
