package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Request;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Children that wait for each other, do their work once, or are probed for as long as they are up. */
final class DependenciesIT {

    private static final String EVENT = "\"hello\"";

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldStartAChainInItsOrderAndStopItInReverse() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER + """
                          dependsOn: { migrate: completed, agent: healthy }
                        sidecars:
                          - name: warmer
                            command: [sleep, "3600"]
                            dependsOn: { handler: healthy }
                          - name: agent
                            command: [sh, -c, "echo listening on 4317; exec sleep 3600"]
                            dependsOn: { migrate: { logged: "migrated [0-9]+ tables" }, beside: started }
                            startup: { log: "listening on [0-9]+", within: 30s }
                          - name: migrate
                            command: [sh, -c, "echo migrated 3 tables"]
                            restart: { policy: never }
                          - name: beside
                            command: [sleep, "3600"]
                        shutdown: { within: 5s }
                        """).start(platform);
        Outcome outcome = platform.invoke(EVENT);

        Timeline up = program.timeline();
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
        Timeline down = program.timeline();

        assertThat(outcome.text()).isEqualTo(EVENT);
        assertThat(up.micros("agent", "spawned")).isGreaterThanOrEqualTo(up.micros("beside", "spawned"));
        assertThat(up.micros("handler", "spawned")).isGreaterThanOrEqualTo(up.micros("migrate", "completed"));
        assertThat(up.micros("handler", "spawned")).isGreaterThanOrEqualTo(up.micros("agent", "ready"));
        assertThat(up.micros("warmer", "spawned")).isGreaterThanOrEqualTo(up.micros("handler", "ready"));
        assertThat(up.count("migrate", "died")).as("it has done its work").isZero();
        assertThat(down.micros("handler", "stopped")).isGreaterThanOrEqualTo(down.micros("warmer", "stopped"));
        assertThat(down.micros("agent", "stopped")).isGreaterThanOrEqualTo(down.micros("handler", "stopped"));
        assertThat(down.micros("beside", "stopped")).isGreaterThanOrEqualTo(down.micros("agent", "stopped"));
    }

    @Test
    void shouldTryAOneShotAgainUntilItHasSucceededWhenItIsRestartedOnFailure() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER + """
                          dependsOn: { migrate: completed }
                        sidecars:
                          - name: migrate
                            command: [sh, -c, "test -e tried || { touch tried; exit 3; }"]
                            restart: { policy: on-failure, backoff: { initial: 10ms, max: 20ms } }
                        """).start(platform);

        Timeline up = program.timeline();

        assertThat(platform.invoke(EVENT).text()).isEqualTo(EVENT);
        assertThat(up.count("migrate", "died")).isOne();
        assertThat(up.micros("handler", "spawned")).isGreaterThanOrEqualTo(up.micros("migrate", "completed"));
    }

    @Test
    void shouldFailInitByNameWithStatusAndLastLinesWhenAOneShotFails() {
        String message = initError(Workers.BARE_HANDLER + """
                  dependsOn: { migrate: completed }
                sidecars:
                  - name: migrate
                    command: [sh, -c, "echo cannot reach the database; exit 3"]
                    restart: { policy: never }
                """);

        assertThat(message)
                .isEqualTo("sidecar `migrate` is not ready: exit 3; its last lines of output:\n"
                        + "  cannot reach the database");
    }

    @Test
    void shouldFailInitAndNameTheChainWhenAnOptionalOneShotFailsThatAnotherWaitsFor() {
        String message = initError(Workers.BARE_HANDLER + """
                  dependsOn: { agent: healthy }
                sidecars:
                  - name: agent
                    command: [sleep, "3600"]
                    required: false
                    dependsOn: { migrate: completed }
                  - name: migrate
                    command: [sh, -c, "echo cannot reach the database; exit 3"]
                    required: false
                    restart: { policy: never }
                """);

        assertThat(message)
                .isEqualTo("handler `handler` is not ready: it waits for `agent`, which is not ready:"
                        + " it waits for `migrate`, which has not completed: exit 3; its last lines of output:\n"
                        + "  cannot reach the database");
    }

    @Test
    void shouldServeWhileAnOptionalOneShotStillWorks() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER + """
                        sidecars:
                          - name: warm-up
                            command: [sleep, "3600"]
                            required: false
                            restart: { policy: never }
                        """).start(platform);

        assertThat(platform.invoke(EVENT).text()).isEqualTo(EVENT);

        assertThat(program.timeline().count("warm-up", "completed")).isZero();
    }

    @Test
    void shouldFailInvocationsByNameWhileARequiredOneIsNotReadyAndLetItRun() throws IOException {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER + """
                        sidecars:
                          - name: agent
                            command: [sleep, "3600"]
                            readyWithin: 1s
                            readiness: { exec: [sh, -c, "! test -e unready"], every: 20ms, timeout: 20s, failures: 1 }
                        """).start(platform);
        assertThat(platform.invoke(EVENT).text()).isEqualTo(EVENT);

        Path unready = bench.file("unready", "");
        program.awaitTimeline(lines -> {
            boolean _ = platform.invoke(EVENT).text().isEmpty(); // probes run only while events are worked on
            return lines.count("agent", "unready") == 1;
        });
        Outcome down = platform.invoke(EVENT);
        Files.delete(unready);
        program.awaitTimeline(lines -> {
            boolean _ = platform.invoke(EVENT).text().isEmpty();
            return lines.count("agent", "ready") == 2;
        });
        Outcome up = platform.invoke(EVENT);

        assertThat(down.errorType()).isEqualTo("OpenRuntime.SidecarUnavailable");
        assertThat(down.errorMessage()).contains("`agent`", "it is up, but its readiness probe says: exec sh -c");
        assertThat(up.text()).isEqualTo(EVENT);
        assertThat(program.timeline().pids("agent")).hasSize(1);
    }

    @Test
    void shouldKillAndStartAgainWhoIsNotAlive() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER + """
                        sidecars:
                          - name: agent
                            command: [sh, -c, "rm -f hung; exec sleep 3600"]
                            required: false
                            liveness: { exec: [sh, -c, "! test -e hung"], every: 20ms, timeout: 20s, failures: 2 }
                        """).start(platform);

        bench.file("hung", "");
        Timeline timeline = program.awaitTimeline(lines -> {
            assertThat(platform.invoke(EVENT).text()).isEqualTo(EVENT);
            return lines.count("agent", "ready") == 2;
        });

        assertThat(timeline.pids("agent")).hasSize(2);
        String _ = program.awaitLine(line -> line.contains("agent died: killed: not alive: exec sh -c"));
    }

    private String initError(String config) {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(config).on(platform).start();
        Request error = platform.awaitInitError();
        assertThat(program.awaitExit()).isEqualTo(1);
        bench.awaitNoProcess();
        return Json.read(error.text()).path("errorMessage").asText();
    }
}
