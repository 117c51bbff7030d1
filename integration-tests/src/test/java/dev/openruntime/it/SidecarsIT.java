package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Helpers beside the handler: started in order, kept alive, and in nobody's way unless they are required. */
final class SidecarsIT {

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldStartItAgainWhenItIsKilled() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER + "sidecars:\n" + agent("agent", Ports.free()))
                .start(platform);

        boolean _ = Processes.signal("KILL", program.timeline().pid("agent"));

        Timeline timeline = program.awaitTimeline(lines -> lines.count("agent", "ready") == 2);
        assertThat(timeline.pids("agent")).hasSize(2);
        assertThat(Processes.isAlive(timeline.pid("agent"))).isTrue();
        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
        String _ = program.awaitLine(line -> line.contains("agent died") && line.contains("SIGKILL"));
    }

    @Test
    void shouldStartWorkersAgainWhenTheyAreKilledAtIdle() {
        ScriptedPlatform platform = bench.platform();
        String stage = Workers.middleware(Workers.bareStage("stage", "replace"));
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER + stage).start(platform);

        for (String name : new String[] {"handler", "stage"}) {
            boolean _ = Processes.signal("KILL", program.timeline().pid(name));
            program.awaitTimeline(lines -> lines.count(name, "died") == 1);
            assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
        }
    }

    @Test
    void shouldFailNoInvocationWhenAnOptionalOneFlaps() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER + """
                        sidecars:
                          - name: flapping
                            command: [sh, -c, "exit 1"]
                            required: false
                            restart: { backoff: { initial: 50ms, max: 50ms } }
                        """).start(platform);

        program.awaitTimeline(lines -> {
            assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
            return lines.count("flapping", "died") >= 5;
        });

        assertThat(program.timeline().ofType("invocation"))
                .allMatch(line -> line.path("outcome").asText().equals("response"));
    }

    @Test
    void shouldFailTheInvocationByNameWhenARequiredOneStaysDown() throws IOException {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER
                        + "sidecars:\n"
                        + agent("agent", Ports.free())
                        + "    readyWithin: 300ms\n    restart: { backoff: { initial: 50ms, max: 100ms } }\n")
                .start(platform);
        Path broken = bench.file("broken", "");
        boolean _ = Processes.signal("KILL", program.timeline().pid("agent"));
        program.awaitTimeline(lines -> lines.count("agent", "died") >= 2);

        Outcome down = platform.invoke("\"hello\"");
        Files.delete(broken);
        program.awaitTimeline(lines -> lines.count("agent", "ready") >= 2);
        Outcome up = platform.invoke("\"hello\"");

        assertThat(down.errorType()).isEqualTo("OpenRuntime.SidecarUnavailable");
        assertThat(down.errorMessage()).contains("`agent`", "exit 9");
        assertThat(down.text()).contains("something is in my way");
        assertThat(up.text()).isEqualTo("\"hello\"");
    }

    @Test
    void shouldWaitForItWhenARequiredOneIsBackInTime() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER + "sidecars:\n" + agent("agent", Ports.free()) + "    readyWithin: 30s\n")
                .start(platform);
        boolean _ = Processes.signal("KILL", program.timeline().pid("agent"));
        program.awaitTimeline(lines -> lines.count("agent", "died") == 1);

        Outcome outcome = platform.invoke("\"hello\"");

        assertThat(outcome.text()).isEqualTo("\"hello\"");
        assertThat(program.timeline().count("agent", "ready")).isEqualTo(2);
    }

    @Test
    void shouldStartInOrderAndStopInReverseWhenOneDependsOnAnother() {
        ScriptedPlatform platform = bench.platform();
        int firstPort = Ports.free();
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER
                        + "sidecars:\n"
                        + agent("third", Ports.free())
                        + "    dependsOn: { second: started }\n"
                        + agent("second", Ports.free())
                        + "    dependsOn: { first: healthy }\n"
                        + "  - name: first\n"
                        + "    command: [python3, \"${IT_WORKERS}/agent.py\", \"" + firstPort + "\", \"0.5\"]\n"
                        + "    startup: { tcp: { port: " + firstPort + " }, every: 20ms, within: 30s }\n"
                        + "shutdown: { within: 5s }\n")
                .start(platform);

        Timeline up = program.timeline();
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
        Timeline down = program.timeline();

        assertThat(up.micros("second", "spawned")).isGreaterThanOrEqualTo(up.micros("first", "ready"));
        assertThat(up.micros("third", "spawned")).isGreaterThanOrEqualTo(up.micros("second", "spawned"));
        assertThat(down.micros("second", "stopped")).isGreaterThanOrEqualTo(down.micros("third", "stopped"));
        assertThat(down.micros("first", "stopped")).isGreaterThanOrEqualTo(down.micros("second", "stopped"));
    }

    @Test
    void shouldAnswerTheHandlerWhenItAsksDiscovery() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        bench.bootstrap().config(Workers.NODE_HANDLER + """
                        sidecars:
                          - name: discovery
                            use: discovery
                            with: { services: { orders: ["127.0.0.1:7001", "127.0.0.1:7002"] } }
                        """).start(platform);

        JsonNode known =
                platform.invoke("{\"do\":\"discover\",\"service\":\"orders\"}").json();
        JsonNode unknown =
                platform.invoke("{\"do\":\"discover\",\"service\":\"order\"}").json();

        assertThat(known.path("status").asInt()).isEqualTo(200);
        assertThat(known.path("body").path("endpoints").findValuesAsText("port"))
                .containsExactly("7001", "7002");
        assertThat(unknown.path("status").asInt()).isEqualTo(404);
    }

    @Test
    void shouldPassOnNoMoreThanIsGrantedWhenAnEnvironmentIsMade() throws IOException {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        bench.bootstrap()
                .env("SECRET", "of the function alone")
                .env("AWS_REGION", "eu-west-1")
                .config(Workers.NODE_HANDLER + """
                        sidecars:
                          - name: agent
                            command: [sh, -c, "env > agent.part; mv agent.part agent.env; exec sleep 3600"]
                            env: { inherit: [AWS_REGION], set: { LEVEL: info } }
                        """)
                .start(platform);

        JsonNode handler = platform.invoke("{\"do\":\"environment\"}").json();
        Path file = bench.folder().resolve("agent.env");
        await().atMost(ScriptedPlatform.PATIENCE).until(() -> Files.exists(file));
        List<String> agent = Files.readAllLines(file);

        assertThat(handler.path("SECRET").asText()).isEqualTo("of the function alone");
        assertThat(handler.has("OPEN_RUNTIME_TIMELINE")).isFalse();
        assertThat(agent).contains("AWS_REGION=eu-west-1", "LEVEL=info");
        assertThat(agent).noneMatch(line -> line.startsWith("SECRET=") || line.startsWith("AWS_LAMBDA_"));
    }

    private static String agent(String name, int port) {
        return "  - name: " + name + "\n"
                + "    command: [python3, \"${IT_WORKERS}/agent.py\", \"" + port + "\"]\n"
                + "    startup: { http: { port: " + port + ", path: /ready }, every: 20ms, within: 30s }\n";
    }
}
