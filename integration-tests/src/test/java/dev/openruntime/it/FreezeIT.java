package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Freezer;
import dev.openruntime.it.bench.Freezer.Frozen;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The platform stops all processes at once and lets them go on much later. For probes, thresholds and timers that time
 * has not passed, and what required sidecars said before it counts no more.
 */
final class FreezeIT {

    /** Longer than all periods, timeouts and thresholds of the configuration together. */
    private static final Duration LONG = Duration.ofSeconds(3);

    private static final String OFTEN = "every: 100ms, timeout: 1s, failures: 2";

    @RegisterExtension
    final Bench bench = new Bench();

    private Optional<ScriptedPlatform> platform = Optional.empty();

    @ParameterizedTest
    @EnumSource
    void shouldLoseNobodyWhenItIsFrozenAtIdle(Freezer freezer) {
        Program program = start(freezer, "30s");

        for (int i = 0; i < 2; i++) {
            Sent sent;
            Instant thawed;
            try (Frozen _ = freezer.freeze(bench.processes())) {
                sent = platform().send(Event.of("\"after the freeze\""));
                pause(LONG);
                thawed = Instant.now();
            }

            assertThat(sent.outcome().text()).isEqualTo("\"after the freeze\"");
            assertThat(probesOf("required"))
                    .as("a fresh probe before the event is handed on")
                    .anyMatch(at ->
                            at.isAfter(thawed) && at.isBefore(sent.outcome().arrived()));
            assertNobodyWasLost(program);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLoseNobodyWhenItIsFrozenInTheMidstOfAnInvocation(Freezer freezer) {
        Program program = start(freezer, "30s");
        Sent sent = platform().send(Event.of("{\"do\":\"slowly\",\"ms\":1000}"));
        bench.awaitFile("begun");

        try (Frozen _ = freezer.freeze(bench.processes())) {
            pause(LONG);
        }

        assertThat(sent.outcome().text()).isEqualTo("{\"slept\":1000}");
        assertThat(platform().invoke("\"next\"").text()).isEqualTo("\"next\"");
        assertNobodyWasLost(program);
    }

    @Test
    void shouldFailTheInvocationByNameWhenARequiredOneIsUnreadyAfterAFreeze() throws IOException {
        Program program = start(Freezer.SIGNALS, "2s", "failures: 2", "failures: 1");
        Sent sent;
        try (Frozen _ = Freezer.SIGNALS.freeze(bench.processes())) {
            bench.file("unready", "");
            sent = platform().send(Event.of("\"too early\""));
            pause(LONG);
        }

        Outcome unready = sent.outcome();
        Files.delete(bench.folder().resolve("unready"));

        assertThat(unready.errorType()).isEqualTo("OpenRuntime.SidecarUnavailable");
        assertThat(unready.errorMessage()).contains("`required`", "503");
        assertThat(platform().invoke("\"back\"").text()).isEqualTo("\"back\"");
        assertThat(program.timeline().count("required", "died")).isZero();
    }

    @Test
    void shouldNotTickWhileItWaitsForAnEvent() {
        Program _ = start(Freezer.SIGNALS, "30s");
        assertThat(platform().invoke("\"hello\"").text()).isEqualTo("\"hello\"");
        platform().awaitNext();
        Instant idle = Instant.now();

        pause(Duration.ofSeconds(2));

        for (String name : List.of("required", "optional")) {
            assertThat(probesOf(name))
                    .as("one that was under way may still have arrived at %s", name)
                    .filteredOn(at -> at.isAfter(idle))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private ScriptedPlatform platform() {
        return platform.orElseThrow();
    }

    private Program start(Freezer freezer, String readyWithin) {
        return start(freezer, readyWithin, "", "");
    }

    private Program start(Freezer freezer, String readyWithin, String setting, String instead) {
        assumeTrue(freezer.isAvailable(), () -> "this machine lets nobody make a control group: " + freezer);
        ScriptedPlatform here = bench.platform();
        platform = Optional.of(here);
        bench.copy("functions/index.mjs");
        String sidecars = probed("required", true, readyWithin) + probed("optional", false, "30s");
        return bench.bootstrap()
                .config(Workers.NODE_HANDLER + "sidecars:\n" + sidecars.replace(setting, instead))
                .start(here);
    }

    private void assertNobodyWasLost(Program program) {
        for (String name : List.of("required", "optional", "handler")) {
            for (String event : List.of("died", "killed", "unready")) {
                assertThat(program.timeline().count(name, event))
                        .as("%s %s: %s", name, event, program.output())
                        .isZero();
            }
        }
    }

    private List<Instant> probesOf(String name) {
        try {
            return Files.readAllLines(bench.folder().resolve(name + ".probes")).stream()
                    .filter(line -> line.endsWith("/readiness"))
                    .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                    .map(micros -> Instant.ofEpochSecond(0, micros * 1000))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String probed(String name, boolean required, String readyWithin) {
        int port = Ports.free();
        return "  - name: " + name + "\n"
                + "    command: [python3, \"${IT_WORKERS}/probed.py\", \"" + port + "\", " + name + ".probes]\n"
                + "    startup: { http: { port: " + port + ", path: /startup }, every: 20ms, within: 30s }\n"
                + "    readiness: { http: { port: " + port + ", path: /readiness }, " + OFTEN + " }\n"
                + "    liveness: { http: { port: " + port + ", path: /liveness }, " + OFTEN + " }\n"
                + "    restart: { resetAfter: 1s }\n"
                + (required ? "    readyWithin: " + readyWithin + "\n" : "    required: false\n");
    }

    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
