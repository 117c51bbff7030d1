package dev.openruntime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.check.CheckResult.Verdict;
import dev.openruntime.invocation.Body;
import dev.openruntime.process.Command;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker that breaks one statement is told of that one and of no other. Several at a time: they mostly wait. */
@Execution(ExecutionMode.CONCURRENT)
final class WorkerCheckTest {

    private static final Duration GENEROUS = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({
        "lengths, kept",
        "lines, kept",
        "lengths, handler",
        "lines, handler",
        "lengths, concurrency-3",
    })
    void shouldFindNothingWhenTheWorkerKeepsToThePage(String framing, String deed) throws IOException {
        List<CheckResult> results = check(framing, deed, GENEROUS);

        assertThat(findings(results)).isEmpty();
        assertThat(results).hasSize(Check.ALL.size()).allMatch(result -> result.verdict() == Verdict.KEPT);
        assertThat(CheckResult.unmet(results)).doesNotContain(framing.equals("lines") ? Statement.P17 : Statement.P10);
    }

    @ParameterizedTest
    @CsvSource({
        "lengths, second, P40",
        "lengths, wrong-id, P47",
        "lengths, wrong-action, P41",
        "lengths, print, P22",
        "lengths, banner, P22",
        "lengths, exit, P48",
        "lengths, exit-after-answer, P62",
        "lengths, dies-of-binary, P48",
        "lengths, dies-of-unknown, P15",
        "lengths, answers-cancels, P50",
        "lengths, half-frame, P10",
        "lengths, not-json, P11",
        "lengths, no-type, P11",
        "lengths, long-header, P80",
        "lengths, no-error, P46",
        "lengths, content-type, P45",
        "lengths, too-large, P81",
        "lengths, bad-log, P71",
        "lengths, bad-progress, P72",
        "lengths, bad-stack, P75",
        "lengths, bad-metric, P73",
        "lengths, bad-stack-offer, P27",
        "lengths, note-with-body, P70",
        "lengths, ready-again, P23",
        "lengths, ready-twice, P23",
        "lengths, failed-late, P24",
        "lengths, failed-0, P24",
        "lengths, failed-empty, P24",
        "lengths, failed, P23",
        "lengths, exit-at-once, P23",
        "lengths, never-ready, P23",
        "lengths, early-log, P25",
        "lengths, early-result, P23",
        "lengths, protocol, P26",
        "lengths, no-protocol, P23",
        "lengths, unknown-hook, P26",
        "lengths, both-roles, P26",
        "lengths, no-hooks, P23",
        "lengths, concurrency-0, P23",
        "lengths, shutdown-5, P60",
        "lines, second, P40",
        "lines, print, P22",
        "lines, banner, P22",
        "lines, half-frame, P10",
        "lines, not-json, P19",
        "lines, two-lines, P17",
        "lines, bad-base64, P18",
        "lines, two-bodies, P19",
        "lines, wrong-id, P47",
        "lines, exit, P48",
    })
    void shouldFindExactlyWhatIsBroken(String framing, String deed, Statement broken) throws IOException {
        List<CheckResult> results = check(framing, deed, GENEROUS);

        assertThat(findings(results))
                .extracting(Finding::statement)
                .as("%s", findings(results))
                .containsExactly(broken);
        assertThat(findings(results)).allSatisfy(finding -> {
            assertThat(finding.expected()).isNotBlank();
            assertThat(finding.came()).isNotBlank();
            assertThat(finding.mend()).isNotBlank();
        });
    }

    @Test
    void shouldShowWhatCameAndTheLastLinesWhenTheWorkerDies() throws IOException {
        Finding death = findings(check("lengths", "exit", GENEROUS)).getFirst();

        assertThat(death.expected()).contains("`after`", "id 1");
        assertThat(death.came()).contains("exit 3", "about to exit");
        assertThat(findings(check("lengths", "print", GENEROUS)).getFirst().came())
                .isEqualTo("\"Hello, I am a print\\n\"");
    }

    static List<Finding> findings(List<CheckResult> results) {
        List<Finding> findings = new ArrayList<>();
        results.forEach(result -> findings.addAll(result.findings()));
        return findings;
    }

    static List<CheckResult> check(String framing, String deed, Duration within) throws IOException {
        Path script = resource("worker.py");
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "OPEN_RUNTIME_PROTOCOL", "1");
        Command command = new Command(
                List.of("python3", script.toString(), framing, deed),
                environment,
                Objects.requireNonNull(script.getParent(), "a resource is in a folder"));
        try (WorkerCheck check = new WorkerCheck(new Target(command, Body.of("{}"), Optional.empty(), within))) {
            return check.run(_ -> {});
        }
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(WorkerCheckTest.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
