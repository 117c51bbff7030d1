package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InvalidConfigurationExceptionTest {

    private static final Path FILE = Path.of("shop/open-runtime.yaml");

    @Test
    void shouldSortByLineAndAlign() {
        var exception = new InvalidConfigurationException(
                List.of(FILE),
                List.of(
                        new Problem(new Place(FILE, 14), "sidecars[0].port", "second"),
                        new Problem(new Place(FILE, 14), "init", "third"),
                        new Problem(new Place(FILE, 9), "handler", "first")),
                3);

        assertThat(exception).hasMessage("""
                        shop/open-runtime.yaml: 3 problems
                          line 9   handler           first
                          line 14  sidecars[0].port  second
                          line 14  init              third""");
        assertThat(exception.problems()).extracting(Problem::message).containsExactly("first", "second", "third");
    }

    @Test
    void shouldLeaveOutColumnsThatAreEmpty() {
        assertThat(new InvalidConfigurationException(
                        List.of(FILE), List.of(new Problem(new Place(FILE, 0), "", "it is gone")), 1))
                .hasMessage("shop/open-runtime.yaml: 1 problem\n  it is gone");
    }

    @Test
    void shouldShowBeginningAndEndOfAKeyThatIsLongerThanAnyOther() {
        String key = "sidecars[0].with." + "😀".repeat(50_000) + ".the.end";

        var exception = new InvalidConfigurationException(
                List.of(FILE),
                List.of(
                        new Problem(new Place(FILE, 1), key, "unknown"),
                        new Problem(new Place(FILE, 2), "init", "odd")),
                2);

        assertThat(exception.getMessage())
                .hasSizeLessThan(500)
                .containsPattern("line 1  sidecars\\[0\\]\\.with\\.(😀)+…(😀)+\\.the\\.end  unknown\n")
                .containsPattern("line 2  init +odd$");
    }

    @Test
    void shouldPrintAHundredProblemsAndCountTheRest() {
        var problems = new ArrayList<Problem>();
        for (int line = 1; line <= 102; line++) {
            problems.add(new Problem(new Place(FILE, line), "x", "wrong"));
        }

        var exception = new InvalidConfigurationException(List.of(FILE), problems, 5_000);

        assertThat(exception.getMessage()).startsWith("shop/open-runtime.yaml: 5000 problems\n");
        assertThat(exception.getMessage()).endsWith("\n  line 100  x  wrong\n  and 4900 more");
        assertThat(exception.problems()).hasSize(102);
    }
}
