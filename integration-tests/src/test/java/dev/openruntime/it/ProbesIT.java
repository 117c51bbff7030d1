package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.AdminSocket;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A probe of each kind says when a sidecar is ready, whether it still is, and whether it works at all. */
final class ProbesIT {

    /** Keeps time running: probes have none between invocations. */
    private static final String INVOCATION = "{\"do\":\"slowly\",\"ms\":200}";

    enum Kind {
        HTTP(
                "http",
                "http: { port: PORT, path: /check, status: [204], headers: { X-Probe: open } }",
                "GET :PORT/check 204"),
        HTTP_OVER_A_SOCKET(
                "http",
                "http: { socket: ./s.sock, path: /check, status: 200-204, headers: { X-Probe: open } }",
                "GET unix:FOLDER/s.sock:/check 204"),
        TCP("connect", "tcp: { port: PORT }", "tcp :PORT open"),
        UNIX("connect", "unix: { path: ./s.sock }", "unix FOLDER/s.sock open"),
        /** Leaves a process behind at each try, which the end of each test would find. */
        EXEC(
                "connect",
                "exec: [sh, -c, \"sleep 600 & echo asked; test -e WHERE -a ! -e broken\"]",
                "exec sh -c sleep 600 & echo asked; test -e WHERE -a ! -e broken: exit 0 \"asked\"");

        private final String serves;
        private final String target;
        private final String answer;

        Kind(String serves, String target, String answer) {
            this.serves = serves;
            this.target = target;
            this.answer = answer;
        }

        private boolean isOverASocket() {
            return this != HTTP && this != TCP;
        }
    }

    @RegisterExtension
    final Bench bench = new Bench();

    private final int port = Ports.free();
    private Optional<ScriptedPlatform> platform = Optional.empty();

    @ParameterizedTest
    @EnumSource
    void shouldSayWhenItIsReady(Kind kind) {
        Program program = start(kind, "startup: { TARGET, every: 10ms, within: 30s, successes: 3 }");

        JsonNode ready = program.timeline().lines().stream()
                .filter(line -> line.path("name").asText().equals("agent")
                        && line.path("event").asText().equals("ready"))
                .findFirst()
                .orElseThrow();
        assertThat(ready.path("detail").asText())
                .startsWith(filled(kind, kind.answer) + ", ")
                .endsWith(" try");
    }

    @Test
    void shouldSayWhenItIsReadyByALineOfItsOutput() {
        Program program = start(Kind.TCP, "startup: { log: \"open for p[a-z]+\", within: 30s }");

        assertThat(program.timeline().count("agent", "ready")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhetherItStillIsReady(Kind kind) throws IOException {
        Program program = start(kind, """
                startup: { TARGET, within: 30s }
                    readiness: { TARGET, every: 20ms, failures: 2, successes: 2 }
                    readyWithin: 300ms""");

        bench.file("broken", "");
        program.awaitTimeline(lines -> {
            Outcome _ = invoke();
            return lines.count("agent", "unready") > 0;
        });
        Outcome unready = invoke();
        Files.delete(bench.folder().resolve("broken"));
        program.awaitTimeline(_ -> invoke().errorType().isEmpty());

        assertThat(unready.errorType()).isEqualTo("OpenRuntime.SidecarUnavailable");
        assertThat(unready.errorMessage()).contains("`agent`");
        assertThat(program.timeline().pids("agent")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveItReplacedWhenItDoesNotWorkAtAll(Kind kind) throws IOException {
        Program program = start(kind, """
                startup: { TARGET, within: 30s }
                    liveness: { TARGET, every: 20ms, failures: 2 }
                    required: false
                    restart: { backoff: { initial: 10ms, max: 20ms } }""");
        AdminSocket admin = AdminSocket.await(bench);

        bench.file("broken", "");
        program.awaitTimeline(lines -> {
            Outcome _ = invoke();
            return lines.pids("agent").size() > 1;
        });
        Files.delete(bench.folder().resolve("broken"));
        admin.awaitChild("agent", child -> {
            Outcome _ = invoke();
            return child.path("probes")
                    .toString()
                    .contains(filled(kind, kind.answer).replace("\"", "\\\""));
        });

        assertThat(invoke().errorType()).isEmpty();
    }

    private Program start(Kind kind, String settings) {
        platform = Optional.of(bench.platform());
        bench.copy("functions/index.mjs");
        String sidecar = """
                sidecars:
                  - name: agent
                    command: [python3, "${IT_WORKERS}/checked.py", "WHERE", SERVES]
                    SETTINGS
                """;
        String config =
                Workers.NODE_HANDLER + sidecar.replace("SETTINGS", settings).replace("TARGET", kind.target);
        return bench.bootstrap()
                .config(filled(kind, config).replace("SERVES", kind.serves))
                .start(platform.get());
    }

    private String filled(Kind kind, String text) {
        return text.replace("WHERE", kind.isOverASocket() ? "s.sock" : Integer.toString(port))
                .replace("PORT", Integer.toString(port))
                .replace("FOLDER", bench.folder().toString());
    }

    private Outcome invoke() {
        return platform.orElseThrow().invoke(INVOCATION);
    }
}
