package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Footprint;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Children that die over and over, each time with a brood of processes left behind, cost nothing that adds up: 50 times
 * each, and 1,000 times with {@code -Dsoak=true}.
 */
final class CrashCyclesIT {

    private static final int CYCLES = Boolean.getBoolean("soak") ? 1_000 : 50;
    private static final int WARM_UP = 20;

    /** What the JVM may have loaded late, compiled or cached; a leak of one kilobyte a cycle is more in a soak. */
    private static final long HEAP_SLACK_KIB = 768;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldLeaveNothingBehindWhenSidecarsDieWithABroodOverAndOver() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER + "sidecars:\n" + brood("exits", "exit") + brood("killed", "kill"))
                .start(platform);
        long supervisor = program.timeline().supervisorPid();
        awaitDeaths(program, WARM_UP);
        Footprint before = Footprint.of(supervisor);

        awaitDeaths(program, WARM_UP + CYCLES);

        before.awaitNoMoreIn(supervisor);
        assertHeap(before, supervisor);
        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
        assertNoneLeftBehind();
    }

    @Test
    void shouldLeaveNothingBehindWhenTheHandlerDiesInEveryInvocation() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.backSoon(Workers.BARE_HANDLER)
                        + Workers.middleware(Workers.bareStage("stage", "replace", Workers.BACK_SOON)))
                .start(platform);
        long supervisor = program.timeline().supervisorPid();
        crash(platform, WARM_UP);
        Footprint before = Footprint.of(supervisor);

        crash(platform, CYCLES);

        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
        before.awaitNoMoreIn(supervisor);
        assertHeap(before, supervisor);
        assertNoneLeftBehind();
    }

    /**
     * Bash, the JVM, the handler, who is alive just now or comes or goes: far fewer than if each cycle had left one.
     */
    private void assertNoneLeftBehind() {
        assertThat(bench.processes()).hasSizeLessThan(CYCLES / 2);
    }

    private static void crash(ScriptedPlatform platform, int times) {
        for (int i = 0; i < times; i++) {
            String who = i % 2 == 0 ? "{\"handler\":{\"handle\":\"crash\"}}" : "{\"stage\":{\"before\":\"crash\"}}";
            assertThat(platform.invoke(who).errorType()).isIn("OpenRuntime.HandlerDied", "OpenRuntime.MiddlewareDied");
        }
    }

    private static void awaitDeaths(Program program, int deaths) {
        Awaitility.await("the deaths")
                .atMost(Duration.ofSeconds(30).plus(Duration.ofMillis(500).multipliedBy(deaths)))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> program.timeline().count("exits", "died") >= deaths
                        && program.timeline().count("killed", "died") >= deaths);
    }

    /** What children of the moment hold goes with them, a leak doesn't. */
    private static void assertHeap(Footprint before, long supervisor) {
        Awaitility.await("the heap to be as small as before")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    long after = Footprint.of(supervisor).heapKiB();
                    System.out.printf(
                            "heap after a collection: %d KiB before, %d KiB after%n", before.heapKiB(), after);
                    assertThat(after).isLessThan(before.heapKiB() + HEAP_SLACK_KIB);
                });
    }

    private static String brood(String name, String how) {
        return "  - name: " + name + "\n"
                + "    command: [python3, \"${IT_WORKERS}/brood.py\", " + how + "]\n"
                + "    required: false\n"
                + "    " + Workers.BACK_SOON + "\n";
    }
}
