package dev.openruntime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.check.CheckResult.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only time tells of a worker. One at a time: answers are due soon, and {@code late} waits for each. */
final class WorkerCheckTimeTest {

    @ParameterizedTest
    @CsvSource({
        "silent, P40, 3000",
        "late, P33, 700",
        "raw-answer, P22, 3000",
        "deaf-to-shutdown, P60, 3000",
        "deaf-to-the-end, P61, 3000",
    })
    void shouldFindExactlyWhatIsBrokenWhenTimeTellsIt(String deed, Statement broken, int millis) throws IOException {
        List<CheckResult> results = WorkerCheckTest.check("lengths", deed, Duration.ofMillis(millis));

        assertThat(WorkerCheckTest.findings(results))
                .extracting(Finding::statement)
                .as("%s", WorkerCheckTest.findings(results))
                .containsExactly(broken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit-at-once", "silent"})
    void shouldNotCheckWhatNeedsMoreThanTheWorkerDoes(String deed) throws IOException {
        List<CheckResult> results = WorkerCheckTest.check("lengths", deed, Duration.ofSeconds(3));

        assertThat(results.subList(2, results.size())).allMatch(result -> result.verdict() == Verdict.NOT_CHECKED);
    }
}
