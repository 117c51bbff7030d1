package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A built-in in a process of its own. */
final class IsolationIT {

    private static final String CONFIG = Workers.NODE_HANDLER + """
            sidecars:
              - name: discovery
                use: discovery
                isolation: process
                with: { services: { orders: ["127.0.0.1:7001", "127.0.0.1:7002"] } }
                restart: { backoff: { initial: 20ms, max: 50ms } }
                readyWithin: 30s
            shutdown: { within: 3s }
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldAnswerAtTheSameAddressAgainWhenItWasKilled() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);
        String address = address(platform);
        long first = program.timeline().pid("discovery");
        assertThat(first).isNotEqualTo(program.timeline().supervisorPid());
        assertThat(orders(platform)).containsExactly("7001", "7002");

        assertThat(Processes.signal("KILL", first)).isTrue();

        program.awaitTimeline(lines -> lines.count("discovery", "ready") == 2);
        assertThat(orders(platform)).containsExactly("7001", "7002");
        assertThat(address(platform)).isEqualTo(address);
        Timeline timeline = program.timeline();
        System.out.printf(
                "isolated discovery: ready %d ms after its spawn, %d KiB resident%n",
                (timeline.micros("discovery", "ready") - timeline.micros("discovery", "spawned")) / 1000,
                residentKib(timeline.pid("discovery")));
    }

    @Test
    void shouldBeReplacedWhenItHangs() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);
        assertThat(Processes.signal("STOP", program.timeline().pid("discovery")))
                .isTrue();

        program.awaitTimeline(
                lines -> { // it is asked while time goes, and that is as long as there is an invocation
                    assertThat(platform.invoke("{\"do\":\"slowly\",\"ms\":4000}")
                                    .isError())
                            .isFalse();
                    return lines.count("discovery", "ready") >= 2;
                });

        assertThat(orders(platform)).containsExactly("7001", "7002");
    }

    @Test
    void shouldBeKilledInTimeWhenItHangsAtTheEnd() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);
        assertThat(Processes.signal("STOP", program.timeline().pid("discovery")))
                .isTrue();

        program.signal("TERM");

        assertThat(program.awaitExit(Duration.ofSeconds(15))).isZero();
        bench.awaitNoProcess();
    }

    @Test
    void shouldEndWithTheSupervisorWhenThatIsKilled() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);

        program.signalGroup("KILL");

        assertThat(program.awaitExit()).isEqualTo(137);
        bench.awaitNoProcess();
    }

    @Test
    void shouldFailInitByNameWhenItCannotStart() throws IOException {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        String port = platform.address().substring(platform.address().indexOf(':') + 1);
        Program program = bench.bootstrap()
                .config(CONFIG.replace("with: {", "with: { port: " + port + ","))
                .on(platform)
                .start();

        String error = platform.awaitInitError().text();

        assertThat(error).contains("discovery", "cannot listen on 127.0.0.1:" + port);
        assertThat(program.awaitExit()).isEqualTo(1);
    }

    private Program start(ScriptedPlatform platform) {
        bench.copy("functions/index.mjs");
        return bench.bootstrap().config(CONFIG).start(platform);
    }

    private static String address(ScriptedPlatform platform) {
        return platform.invoke("{\"do\":\"environment\"}")
                .json()
                .path("OPEN_RUNTIME_DISCOVERY")
                .asText();
    }

    private static List<String> orders(ScriptedPlatform platform) {
        JsonNode known =
                platform.invoke("{\"do\":\"discover\",\"service\":\"orders\"}").json();
        return known.path("body").path("endpoints").findValuesAsText("port");
    }

    private static long residentKib(long pid) {
        Path status = Path.of("/proc/" + pid + "/status");
        return await().atMost(ScriptedPlatform.PATIENCE)
                .until(
                        () -> Files.readAllLines(status).stream()
                                .filter(line -> line.startsWith("VmRSS:"))
                                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }
}
