package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Optional sidecars of every bad kind at once cost the invocations nothing, and all of them are gone in the end. */
final class NastySidecarsIT {

    private static final int INVOCATIONS = 200;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldAnswerEveryInvocationAndEndInTimeWhenAllSidecarsAreNasty() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER
                        + "sidecars:\n"
                        + nasty("deaf")
                        + nasty("fork")
                        + nasty("daemonize")
                        + nasty("mute")
                        + nasty("exit0")
                        + nasty("flap")
                        + probed("late", "")
                        + probed(
                                "lie",
                                "liveness: { http: { port: %1$d, path: / }, every: 50ms, timeout: 100ms, failures: 2 }")
                        + nasty("busy")
                        + "shutdown: { within: 3s }\n")
                .start(platform);

        for (int i = 0; i < INVOCATIONS; i++) {
            assertThat(platform.invoke("{\"event\":" + i + "}").text()).isEqualTo("{\"event\":" + i + "}");
        }
        program.awaitTimeline(timeline -> timeline.count("exit0", "died") >= 3
                && timeline.count("flap", "died") >= 3
                && timeline.count("late", "ready") == 1);
        boolean _ = Processes.signal("KILL", program.timeline().pid("mute"));
        program.awaitTimeline(timeline -> timeline.count("mute", "died") == 1);
        long deaf = program.timeline().pid("deaf");
        program.signal("TERM");

        assertThat(program.awaitExit(Duration.ofSeconds(15))).isZero();
        bench.awaitNoProcess();
        assertThat(Processes.isAlive(deaf)).isFalse();
    }

    /** Its probe finds it ready; after that it is deaf to all who ask, until that has cost it its life. */
    @Test
    void shouldReplaceASidecarWhenItHasLiedAboutItsHealth() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(
                        Workers.BARE_HANDLER
                                + "sidecars:\n"
                                + probed(
                                        "lie",
                                        "liveness: { http: { port: %1$d, path: / }, every: 50ms, timeout: 100ms, failures: 2 }"))
                .start(platform);

        program.awaitTimeline(timeline -> {
            // running time passes only while there is something to do
            assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
            return timeline.count("lie", "died") >= 1 && timeline.count("lie", "ready") >= 2;
        });

        String _ = program.awaitLine(line -> line.contains("lie died") && line.contains("not alive"));
    }

    private static String nasty(String deed) {
        return sidecar(deed, deed);
    }

    private static String probed(String deed, String more) {
        int port = Ports.free();
        return sidecar(deed, deed + ", \"" + port + "\"")
                + "    startup: { http: { port: " + port + ", path: / }, every: 20ms, within: 30s }\n"
                + "    " + more.formatted(port) + "\n";
    }

    private static String sidecar(String name, String arguments) {
        return "  - name: " + name + "\n"
                + "    command: [python3, \"${IT_WORKERS}/nasty.py\", " + arguments + "]\n"
                + "    required: false\n"
                + "    " + Workers.BACK_SOON + "\n";
    }
}
