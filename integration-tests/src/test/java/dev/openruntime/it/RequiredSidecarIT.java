package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an event waits for before anybody gets to see it: sidecars that are required, and are down or unwell. */
final class RequiredSidecarIT {

    /** Longer than every period of a probe here: as long as a freeze, as far as anybody can tell. */
    private static final Duration IDLE = Duration.ofMillis(500);

    @RegisterExtension
    final Bench bench = new Bench();

    private final ScriptedPlatform platform = bench.platform();

    @Test
    void shouldAskItsProbeAnewAndFailTheEventWhenItBecameUnwellInIdleTime() throws IOException {
        Program program = start(probed("agent", "readyWithin: 2s"));
        assertThat(platform.invoke("\"hello\"").isError()).isFalse();
        platform.awaitNext();
        idle();
        Path unready = bench.file("unready", "");

        Outcome unwell = platform.invoke("\"hello\"");
        Files.delete(unready);
        platform.awaitNext();
        idle();
        Outcome well = platform.invoke("\"hello\"");

        assertThat(unwell.errorType()).isEqualTo("OpenRuntime.SidecarUnavailable");
        assertThat(unwell.errorMessage()).contains("required sidecar `agent` is not ready", "503");
        assertThat(well.text()).isEqualTo("\"hello\"");
        assertThat(program.timeline().pids("agent")).as("unwell, not dead").hasSize(1);
    }

    @Test
    void shouldServeTheEventWhenItIsWellAgainInTime() throws IOException {
        Program _ = start(probed("agent", "readyWithin: 30s"));
        assertThat(platform.invoke("\"hello\"").isError()).isFalse();
        platform.awaitNext();
        idle();
        Path unready = bench.file("unready", "");

        Sent sent = platform.send(Event.of("\"hello\""));
        Instant _ = sent.arrival();
        idle();
        boolean waited = !sent.isOver();
        Files.delete(unready);

        assertThat(sent.outcome().text()).isEqualTo("\"hello\"");
        assertThat(waited).isTrue();
    }

    @Test
    void shouldFailNoEventWhenAnOptionalOneIsUnwell() {
        Program _ = start(probed("agent", "required: false"));
        Path _ = bench.file("unready", "");

        for (int i = 0; i < 3; i++) {
            assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
            platform.awaitNext();
            idle();
        }
    }

    @Test
    void shouldWaitForSeveralThatAreDown() {
        String soon = "restart: { backoff: { initial: 500ms, max: 500ms } }";
        Program program = start(
                sidecar("first", "readyWithin: 30s", soon),
                sidecar("second", "readyWithin: 30s", soon),
                sidecar("third", "readyWithin: 30s", soon));
        for (String name : new String[] {"first", "second", "third"}) {
            boolean _ = Processes.signal("KILL", program.timeline().pid(name));
            program.awaitTimeline(lines -> lines.count(name, "died") == 1);
        }

        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");

        for (String name : new String[] {"first", "second", "third"}) {
            assertThat(program.timeline().count(name, "ready")).as(name).isEqualTo(2);
        }
    }

    @Test
    void shouldFailAtOnceWhenItIsNotSpawnedAgainBeforeTheWaitIsOver() {
        Program program =
                start(sidecar("agent", "readyWithin: 30s", "restart: { backoff: { initial: 10m, max: 10m } }"));
        boolean _ = Processes.signal("KILL", program.timeline().pid("agent"));
        program.awaitTimeline(lines -> lines.count("agent", "backoff") == 1);

        Sent sent = platform.send(Event.of("\"hello\""));

        assertThat(sent.outcome().errorType()).isEqualTo("OpenRuntime.SidecarUnavailable");
        assertThat(sent.outcome().errorMessage()).contains("`agent`", "SIGKILL", "spawned again in");
        assertThat(Duration.between(sent.arrival(), sent.outcome().arrived())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void shouldNotWaitBeyondTheSoftDeadline() {
        Program program = start(sidecar("agent", "readyWithin: 10m", Workers.BACK_SOON));
        Path _ = bench.file("held", "");
        boolean _ = Processes.signal("KILL", program.timeline().pid("agent"));
        program.awaitTimeline(lines -> lines.count("agent", "died") == 1);

        Sent sent = platform.send(Event.of("\"hello\"").within(Duration.ofSeconds(2)));

        assertThat(sent.outcome().errorType()).isEqualTo("OpenRuntime.SidecarUnavailable");
        assertThat(sent.outcome().arrived())
                .as("far sooner than it is waited for, though a busy machine may post late")
                .isBefore(sent.deadline().plusSeconds(20));
    }

    private Program start(String... sidecars) {
        return bench.bootstrap()
                .config(Workers.BARE_HANDLER + "sidecars:\n" + String.join("", sidecars))
                .start(platform);
    }

    private String probed(String name, String setting) {
        int port = Ports.free();
        return sidecar(
                name,
                port,
                setting,
                "readiness: { http: { port: " + port + ", path: /ready }, every: 50ms, timeout: 10s, failures: 1 }");
    }

    private String sidecar(String name, String... settings) {
        return sidecar(name, Ports.free(), settings);
    }

    private String sidecar(String name, int port, String... settings) {
        StringBuilder lines = new StringBuilder("  - name: " + name + "\n")
                .append("    command: [python3, \"${IT_WORKERS}/flusher.py\", sidecar, \"")
                .append(port)
                .append("\", none, \"0\"]\n    startup: { tcp: { port: ")
                .append(port)
                .append(" }, every: 20ms, within: 30s }\n");
        for (String setting : settings) {
            lines.append("    ").append(setting).append('\n');
        }
        return lines.toString();
    }

    /** Time in which nothing is invoked, which is what these tests are about. */
    private static void idle() {
        await().pollDelay(IDLE).atMost(IDLE.multipliedBy(100)).until(() -> true);
    }
}
