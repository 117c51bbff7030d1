package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunOptionsTest {

    @Test
    void shouldTakeOptionsInAnyOrderAndLeaveTheCommandAsItIs() {
        RunOptions expected = new RunOptions(Optional.of(Path.of("a.yaml")), true, List.of("node", "--timeline"));

        assertThat(options("--config", "a.yaml", "--timeline", "--", "node", "--timeline"))
                .contains(expected);
        assertThat(options("--timeline", "--config", "a.yaml", "--", "node", "--timeline"))
                .contains(expected);
        assertThat(options()).contains(new RunOptions(Optional.empty(), false, List.of()));
    }

    @Test
    void shouldTakeNoOtherWords() {
        assertThat(options("--config")).isEmpty();
        assertThat(options("--config", "a", "--config", "b")).isEmpty();
        assertThat(options("--config=a")).isEmpty();
        assertThat(options("shop")).isEmpty();
    }

    @Test
    void shouldBeTimedWhereTheTimelineIsToGoToStandardError() {
        assertThat(RunOptions.of(List.of(), Map.of("OPEN_RUNTIME_TIMELINE", "-")))
                .contains(new RunOptions(Optional.empty(), true, List.of()));
        assertThat(RunOptions.of(List.of(), Map.of("OPEN_RUNTIME_TIMELINE", "/tmp/file")))
                .contains(new RunOptions(Optional.empty(), false, List.of()));
    }

    private static Optional<RunOptions> options(String... words) {
        return RunOptions.of(List.of(words), Map.of());
    }
}
