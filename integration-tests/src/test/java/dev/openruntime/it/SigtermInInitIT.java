package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The platform may end an init at any moment of it, and it ends in order. */
final class SigtermInInitIT {

    private static final int MOMENTS = 24;

    /** Far more than the budget, for a busy machine; what hangs would take for ever. */
    private static final Duration SOON = Duration.ofSeconds(15);

    /** What a shell does that gets SIGTERM before its first command. */
    private static final int BEFORE_ANYTHING = 143;

    private static final String CONFIG =
            Workers.BARE_HANDLER + Workers.middleware(Workers.bareStage("stage", "continue")) + """
            sidecars:
              - name: forker
                command: [python3, "${IT_WORKERS}/forker.py"]
                startup: { tcp: { port: 1 }, every: 5ms, within: 30s }
                required: false
              - name: discovery
                use: discovery
                with: { services: { orders: ["127.0.0.1:7001"] } }
              - name: after
                command: [sh, -c, "sleep 3600"]
                dependsOn: { discovery: healthy }
            shutdown: { within: 2s }
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldEndInOrderAtAnyMoment() {
        Duration init = timeOfOneInit();
        List<String> seen = new ArrayList<>();
        for (int moment = 0; moment < MOMENTS; moment++) {
            Duration wait = init.multipliedBy(moment).dividedBy(MOMENTS - 2); // the last ones come after it
            ScriptedPlatform platform = bench.platform();
            Program program = bench.bootstrap().config(CONFIG).on(platform).start();
            bench.pause(wait);

            long asked = System.nanoTime();
            if (moment % 2 == 0) {
                program.signal("TERM");
            } else {
                program.signalGroup("TERM");
            }
            int status = program.awaitExit(SOON);

            seen.add(wait.toMillis() + " ms: " + status + " after " + (System.nanoTime() - asked) / 1_000_000 + " ms");
            bench.awaitNoProcess();
            if (program.timeline().lines().isEmpty()) {
                assertThat(status).as(program.errors()).isIn(0, BEFORE_ANYTHING);
            } else {
                assertThat(status).as(program.errors()).isZero();
            }
            assertThat(platform.hasInitError()).isFalse();
            assertThat(program.errors()).isEmpty();
        }
        System.out.println("SIGTERM in the midst of an init of " + init.toMillis() + " ms: " + String.join("; ", seen));
    }

    private Duration timeOfOneInit() {
        ScriptedPlatform platform = bench.platform();
        long start = System.nanoTime();
        Program program = bench.bootstrap().config(CONFIG).start(platform);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        program.signal("TERM");
        assertThat(program.awaitExit(SOON)).isZero();
        return took;
    }
}
