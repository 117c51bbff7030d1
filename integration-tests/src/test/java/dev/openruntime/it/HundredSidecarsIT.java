package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Timeline;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hundred sidecars, in chains of ten. */
final class HundredSidecarsIT {

    private static final int CHAINS = 10;
    private static final int LENGTH = 10;

    /** For a busy machine; it takes a fraction of it. */
    private static final Duration TO_STOP = Duration.ofSeconds(20);

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldStartInOneGoAndStopInReverseOrder() {
        ScriptedPlatform platform = bench.platform();
        long begun = System.nanoTime();
        Program program = bench.bootstrap().config(config()).start(platform);
        long ready = System.nanoTime();
        assertThat(platform.invoke("1").text()).isEqualTo("\"from bash\"");

        long asked = System.nanoTime();
        program.signalGroup("TERM");
        assertThat(program.awaitExit(TO_STOP)).isZero();
        long ended = System.nanoTime();

        bench.awaitNoProcess();
        Timeline timeline = program.timeline();
        for (int chain = 0; chain < CHAINS; chain++) {
            for (int link = 1; link < LENGTH; link++) {
                String before = name(chain, link - 1);
                String after = name(chain, link);
                assertThat(timeline.micros(after, "spawned"))
                        .isGreaterThanOrEqualTo(timeline.micros(before, "spawned"));
                assertThat(timeline.micros(before, "stopped"))
                        .isGreaterThanOrEqualTo(timeline.micros(after, "stopped"));
            }
        }
        assertThat(timeline.ofType("child")
                        .filter(line -> line.path("event").asText().equals("stopped")))
                .as("all were stopped: the sidecars and the handler")
                .hasSize(CHAINS * LENGTH + 1);
        System.out.printf(
                "100 sidecars: next after %d ms, ended %d ms after SIGTERM%n",
                (ready - begun) / 1_000_000, (ended - asked) / 1_000_000);
    }

    private static String config() {
        StringBuilder config = new StringBuilder("""
                handler:
                  command: [bash, "${IT_WORKERS}/bare.sh", handle]
                init: { within: 60s }
                shutdown: { within: 10s }
                sidecars:
                """);
        for (int chain = 0; chain < CHAINS; chain++) {
            for (int link = 0; link < LENGTH; link++) {
                config.append("  - name: ").append(name(chain, link)).append('\n');
                config.append("    command: [sleep, \"3600\"]\n");
                if (link > 0) {
                    config.append("    dependsOn: { ")
                            .append(name(chain, link - 1))
                            .append(": started }\n");
                }
            }
        }
        return config.toString();
    }

    private static String name(int chain, int link) {
        return "s" + chain + "-" + link;
    }
}
