package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "3s, PT3S",
        "0.5s, PT0.5S",
        "2m, PT2M",
        "1.5m, PT1M30S",
        "0ms, PT0S",
        "007s, PT7S",
        "0.000001s, PT0.000001S",
        "0.000001ms, PT0.000000001S",
        "1440m, PT24H",
        "86400000ms, PT24H"
    })
    void shouldReadDigitsAndUnit(String written, Duration read) {
        assertThat(DurationText.parse(written)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "ms",
                "5",
                "5h",
                "5 s",
                " 5s",
                "5s ",
                "-5s",
                "+5s",
                "1.s",
                ".5s",
                "1,5s",
                "1e3s",
                "0.1234567s",
                "5S",
                "5sec",
                "1m30s",
                "٥s",
                "half a second"
            })
    void shouldRefuseAnythingElse(String written) {
        assertThat(DurationText.parse(written)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1441m", "86401s", "99999999m", "99999999.999999m", "99999999999999999999999999s"})
    void shouldReadWhatIsTooLongAsTooLong(String written) {
        assertThat(DurationText.parse(written)).isGreaterThan(DurationText.LONGEST);
    }

    @ParameterizedTest
    @CsvSource({"PT0.25S, 250ms", "PT3S, 3s", "PT90S, 90s", "PT1.5S, 1500ms"})
    void shouldWriteWhatCouldStandInAFile(Duration duration, String written) {
        assertThat(DurationText.write(duration)).isEqualTo(written);
    }
}
