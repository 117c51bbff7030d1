package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import dev.openruntime.it.bench.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However the program ends, and whatever it is doing then: nothing of it is left, not even what tried to get away. */
final class EndsIT {

    private static final int KILLED = 137;

    /** Far more than the half second that it takes, and far less than what hangs would. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final String CONFIG =
            Workers.NODE_HANDLER + Workers.middleware(Workers.pythonStage("outer"), Workers.nodeStage("inner")) + """
            sidecars:
              - name: agent
                command: [sh, -c, "trap 'echo asked > agent.term; exit 0' TERM; touch agent.up; while :; do sleep 0.05; done"]
              - name: deaf
                command: [sh, -c, "trap '' TERM; setsid sh -c 'sleep 3600 & sleep 3600' & touch deaf.up; while :; do sleep 1; done"]
            shutdown: { within: 6s }
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldStopEverybodyInOrderWhenItGetsSigtermAtIdle() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);

        program.signal("TERM");

        assertThat(program.awaitExit(SOON)).isZero();
        bench.awaitNoProcess();
        assertEverybodyWasAsked();
        assertThat(program.timeline()
                        .ofType("stop")
                        .findFirst()
                        .orElseThrow()
                        .path("status")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void shouldStopEverybodyInOrderWhenItsGroupGetsSigtermAtIdle() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);

        program.signalGroup("TERM");

        assertThat(program.awaitExit(SOON)).isZero();
        bench.awaitNoProcess();
        assertEverybodyWasAsked();
    }

    @Test
    void shouldLetTheInvocationEndWhenItGetsSigtermInTheMidstOfOne() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);
        Sent sent = platform.send(Event.of("{\"do\":\"slowly\",\"ms\":300}"));
        awaitFile("begun");

        program.signalGroup("TERM");

        assertThat(program.awaitExit(SOON)).isZero();
        bench.awaitNoProcess();
        assertThat(sent.outcome().text()).isEqualTo("{\"slept\":300}");
        assertEverybodyWasAsked();
    }

    @Test
    void shouldLeaveNothingWhenItGetsSigtermInTheMidstOfAnInvocationThatHangs() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);
        Sent _ = platform.send(Event.of("{\"do\":\"grandchild\",\"hang\":true}"));
        awaitFile("grandchild.pid");

        program.signal("TERM");

        assertThat(program.awaitExit(SOON)).isZero();
        bench.awaitNoProcess();
    }

    @Test
    void shouldLeaveNothingWhenItGetsSigtermDuringInit() {
        ScriptedPlatform platform = bench.platform();
        bench.file(
                "index.mjs",
                "import { writeFileSync } from 'fs'; writeFileSync('begun', ''); await new Promise(() => setInterval(() => {}, 1e6));");
        Program program = bench.bootstrap()
                .config(Workers.NODE_HANDLER + "init: { within: 60s }\n")
                .on(platform)
                .start();
        awaitFile("begun");

        program.signalGroup("TERM");

        assertThat(program.awaitExit(SOON)).isZero();
        bench.awaitNoProcess();
        assertThat(platform.hasInitError()).isFalse();
    }

    @Test
    void shouldLeaveNothingWhenItGetsSigtermAtOnce() {
        for (int millis : new int[] {0, 20, 60, 120, 200}) {
            ScriptedPlatform platform = bench.platform();
            Program program = setup().on(platform).start();
            pause(millis);

            program.signalGroup("TERM");

            // Before its first command bash has no trap yet: then the signal itself ends it.
            assertThat(program.awaitExit(SOON)).isIn(0, 143);
            bench.awaitNoProcess();
        }
    }

    @Test
    void shouldLeaveNothingWhenItIsKilledAtIdle() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);

        program.signal("KILL");

        assertThat(program.awaitExit(SOON)).isEqualTo(KILLED);
        bench.awaitNoProcess();
    }

    @Test
    void shouldLeaveNothingWhenItsGroupIsKilledInTheMidstOfAnInvocation() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);
        Sent _ = platform.send(Event.of("{\"do\":\"grandchild\",\"hang\":true}"));
        awaitFile("grandchild.pid");

        program.signalGroup("KILL");

        assertThat(program.awaitExit(SOON)).isEqualTo(KILLED);
        bench.awaitNoProcess();
    }

    @Test
    void shouldEndWithAStatusWhenTheSupervisorIsKilled() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);

        boolean _ = Processes.signal("KILL", program.timeline().supervisorPid());

        assertThat(program.awaitExit(SOON)).isEqualTo(KILLED);
        assertThat(program.errors()).contains("KILL");
        bench.awaitNoProcess();
    }

    @Test
    void shouldTakeAGrandchildAlongWhenAnInvocationLeftOneBehind() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);
        assertThat(platform.invoke("{\"do\":\"grandchild\"}").text()).isEqualTo("{\"started\":true}");
        awaitFile("grandchild.pid");

        program.signal("TERM");

        assertThat(program.awaitExit(SOON)).isZero();
        bench.awaitNoProcess();
    }

    private Program start(ScriptedPlatform platform) {
        Program program = setup().start(platform);
        awaitFile("agent.up");
        awaitFile("deaf.up");
        return program;
    }

    private Setup setup() {
        bench.copy("functions/index.mjs");
        bench.copy("functions/stage.mjs");
        bench.copy("functions/stage.py");
        return bench.bootstrap().config(CONFIG);
    }

    private void assertEverybodyWasAsked() {
        assertThat(bench.folder().resolve("agent.term")).exists();
        assertThat(text("outer.shutdown")).isNotEmpty();
    }

    private void awaitFile(String name) {
        await().atMost(ScriptedPlatform.PATIENCE)
                .until(() -> Files.exists(bench.folder().resolve(name)));
    }

    private String text(String name) {
        try {
            Path file = bench.folder().resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The moments of a start that a signal is tried at; any of them will do. */
    private static void pause(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
