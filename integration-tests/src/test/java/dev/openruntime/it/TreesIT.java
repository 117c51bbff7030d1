package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A child goes with all that came of it: with what it forked, and with what left for a session of its own. */
final class TreesIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String CONFIG = Workers.BARE_HANDLER + """
            sidecars:
              - name: forker
                command: [python3, "${IT_WORKERS}/forker.py"]
                restart: { backoff: { initial: 10ms, max: 20ms } }
            shutdown: { within: 4s }
            """;

    /** How the program ends, and its exit status. */
    enum End {
        TERM(0),
        GROUP_TERM(0),
        KILL_OF_BASH(137),
        KILL_OF_THE_JVM(137),
        KILL_OF_THE_GROUP(137);

        private final int status;

        End(int status) {
            this.status = status;
        }

        void bring(Program program) {
            switch (this) {
                case TERM -> program.signal("TERM");
                case GROUP_TERM -> program.signalGroup("TERM");
                case KILL_OF_BASH -> program.signal("KILL");
                case KILL_OF_THE_JVM ->
                    assertThat(Processes.signal("KILL", program.timeline().supervisorPid()))
                            .isTrue();
                case KILL_OF_THE_GROUP -> program.signalGroup("KILL");
            }
        }
    }

    @RegisterExtension
    final Bench bench = new Bench();

    @ParameterizedTest
    @EnumSource
    void shouldLeaveNothingBehindHoweverItEnds(End end) {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(CONFIG).start(platform);
        List<Long> tree = awaitTree();
        assertThat(tree).hasSize(3).allMatch(Processes::isAlive);

        end.bring(program);

        assertThat(program.awaitExit(SOON)).isEqualTo(end.status);
        bench.awaitNoProcess();
        assertThat(tree).noneMatch(Processes::isAlive);
    }

    @Test
    void shouldTakeTheTreeAlongWhenAChildIsKilled() throws IOException {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(CONFIG).start(platform);
        List<Long> first = awaitTree();
        Files.delete(bench.folder().resolve("forked"));

        assertThat(Processes.signal("KILL", first.getFirst())).isTrue();

        List<Long> second = awaitTree();
        assertThat(first).noneMatch(Processes::isAlive);
        assertThat(second).hasSize(3).doesNotContainAnyElementsOf(first).allMatch(Processes::isAlive);
        assertThat(program.timeline().count("forker", "died")).isEqualTo(1);
    }

    private List<Long> awaitTree() {
        Path file = bench.folder().resolve("forked");
        await().atMost(ScriptedPlatform.PATIENCE).until(() -> Files.exists(file));
        try {
            List<Long> pids = new ArrayList<>();
            for (String pid : Files.readString(file).split(" ", -1)) {
                pids.add(Long.parseLong(pid));
            }
            return pids;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
