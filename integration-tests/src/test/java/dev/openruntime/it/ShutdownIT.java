package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Ending;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Lateness;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import dev.openruntime.it.bench.Timeline;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever hangs, the end is over within its budget, by the clock of who asked for it; and all others are told by when,
 * bring out what they have, and end by themselves. Two rounds of each budget, or fifty with {@code -Dsoak=true}. Alone
 * on the machine: it is about time. Where others take the machine for more than a third of a budget all the same, only
 * the end is judged, and nobody can say what there was time for.
 */
@Isolated
final class ShutdownIT {

    private static final int ROUNDS = Boolean.getBoolean("soak") ? 50 : 2;
    private static final int EVENTS = 3;

    @RegisterExtension
    final Bench bench = new Bench();

    /** What a shutdown took, and what the machine took of that. */
    private record Measured(Duration took, Duration lost) {

        boolean isTelling(Duration budget) {
            return lost.multipliedBy(3).compareTo(budget) < 0;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 500, 2_000})
    @Timeout(3_600)
    void shouldBeOverInTimeThoughOneHangsAndOneIgnoresItsSignal(int millis) {
        Duration budget = Duration.ofMillis(millis);
        List<Duration> taken = new ArrayList<>();
        int telling = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String suffix = millis + "-" + round;
            ScriptedPlatform platform = bench.platform();
            Program program = start(platform, millis, suffix);
            List<String> kept = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                Sent sent = platform.send(Event.of("{}"));
                assertThat(sent.outcome().text()).isEqualTo("{}");
                kept.add(sent.requestId());
            }
            platform.awaitNext();

            Instant asked = Instant.now();
            Measured measured = stop(program);

            taken.add(measured.took());
            assertThat(measured.took())
                    .as("round %d, in which the machine was away for %s", round, measured.lost())
                    .isLessThan(budget.plus(measured.lost()));
            bench.awaitNoProcess();
            if (measured.isTelling(budget)) {
                telling++;
                assertEverybodyWasTold(suffix, kept, asked.plus(budget).plus(measured.lost()), budget);
                assertEnds(program.timeline());
            }
        }
        long inTime = taken.stream().filter(took -> took.compareTo(budget) < 0).count();
        Duration longest = taken.stream().max(Duration::compareTo).orElseThrow();
        System.out.printf(
                "shutdowns within %d ms: %d of %d, the longest %d ms; %d on a machine that was free enough to judge who was"
                        + " told what%n",
                millis, inTime, taken.size(), longest.toMillis(), telling);
    }

    /** Its output is full, and nobody reads it: whoever has something to say hangs. */
    @Test
    void shouldBeOverInTimeThoughNobodyReadsItsOutput() throws IOException {
        ScriptedPlatform platform = bench.platform();
        Path journal = journal("handler", "full");
        assertThat(bench.program("mkfifo", "output").start().awaitExit()).isZero();
        try (RandomAccessFile _ =
                new RandomAccessFile(bench.folder().resolve("output").toFile(), "rw")) {
            Program program = bench.program("bash", "-c", "exec >output; exec \"$BOOTSTRAP\"")
                    .env("BOOTSTRAP", Distribution.home().resolve("bootstrap").toString())
                    .config(Ending.handler(journal) + """
                            shutdown: { within: 2s }
                            sidecars:
                              - { name: flood, command: ["yes", "this is a line that nobody is ever going to read"] }
                            """)
                    .start(platform);
            bench.pause(Duration.ofMillis(500));

            Measured measured = stop(program);

            assertThat(measured.took()).isLessThan(Duration.ofSeconds(2).plus(measured.lost()));
            assertThat(Ending.in(journal).told()).contains("shutdown");
        }
    }

    /** It learns of the end while there is time to answer; its error is posted, and the others end as ever. */
    @Test
    void shouldTellTheInvocationUnderWayByWhenToBeOver() {
        bench.file("index.py", """
                import time


                def handler(event, context):
                    open("begun", "w").close()
                    time.sleep(3600)
                """);
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.PYTHON_HANDLER + "shutdown: { within: 6s }\n")
                .start(platform);
        Sent sent = platform.send(Event.of("{}").within(Duration.ofMinutes(10)));
        bench.awaitFile("begun");

        Measured measured = stop(program);

        assertThat(sent.outcome().isError()).isTrue();
        assertThat(sent.outcome().text()).contains("index.py");
        assertThat(measured.took()).isLessThan(Duration.ofSeconds(6).plus(measured.lost()));
        assertThat(program.timeline().detail("handler", "stopped")).isEqualTo("exit 0");
    }

    private Measured stop(Program program) {
        try (Lateness lateness = Lateness.begin()) {
            long begun = program.terminate();
            assertThat(program.awaitExit()).isZero();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            return new Measured(took, lateness.end());
        }
    }

    private Program start(ScriptedPlatform platform, int millis, String suffix) {
        String config = Ending.handler(journal("handler", suffix))
                + "middleware:\n"
                + Ending.stage("stage", journal("stage", suffix))
                + "    flush: { when: shutdown }\n"
                + "sidecars:\n"
                + sidecar("store", suffix, "fine", "{ every: 600s }")
                + sidecar("agent", suffix, "fine", "shutdown")
                + "    dependsOn: { store: healthy }\n"
                + sidecar("deaf", suffix, "deaf", "shutdown")
                + sidecar("hangs", suffix, "hangs", "shutdown")
                + (millis == 300 || millis == 500 ? "" : "shutdown: { within: " + millis + "ms }\n");
        Path extensions = bench.folder().resolve("extensions");
        if (millis == 300) {
            assertThat(bench.file("extensions/some-agent", "").toFile().setExecutable(true))
                    .isTrue();
        }
        return bench.bootstrap()
                .config(config)
                .env("OPEN_RUNTIME_EXTENSIONS", extensions.toString())
                .start(platform);
    }

    private String sidecar(String name, String suffix, String deed, String when) {
        int port = Ports.free();
        return Ending.sidecar(name, journal(name, suffix), port, deed) + "    flush: { http: { port: " + port
                + ", path: /flush }, when: " + when + " }\n";
    }

    private void assertEverybodyWasTold(String suffix, List<String> kept, Instant end, Duration budget) {
        Ending handler = Ending.in(journal("handler", suffix));
        Ending stage = Ending.in(journal("stage", suffix));
        assertThat(handler.told()).endsWith("shutdown", "end");
        assertThat(handler.kept()).isEqualTo(kept);
        assertThat(stage.told()).containsExactly("flush", "shutdown", "end");
        assertThat(stage.kept()).isEqualTo(kept);
        for (String name : List.of("store", "agent")) {
            assertThat(Ending.in(journal(name, suffix)).told()).containsExactly("flush", "TERM", "end");
        }
        assertThat(Ending.in(journal("deaf", suffix)).told()).containsExactly("flush", "TERM");
        assertThat(Ending.in(journal("hangs", suffix)).told()).startsWith("flush");
        for (String name : List.of("handler", "stage", "store", "agent", "deaf", "hangs")) {
            Ending ending = Ending.in(journal(name, suffix));
            assertThat(ending.deadlines()).as(name).isNotEmpty().allMatch(told -> told < end.toEpochMilli());
            ending.told("TERM")
                    .ifPresent(term -> assertThat(term.path("within").asLong())
                            .isPositive()
                            .isLessThan(budget.toMillis()));
        }
        assertThat(at(Ending.in(journal("agent", suffix)), "end"))
                .isLessThanOrEqualTo(at(Ending.in(journal("store", suffix)), "TERM"));
        assertThat(at(handler, "shutdown")).isGreaterThanOrEqualTo(at(stage, "flush"));
        assertThat(at(stage, "shutdown")).isGreaterThanOrEqualTo(at(handler, "end"));
    }

    private static long at(Ending ending, String what) {
        return ending.told(what).orElseThrow().path("ms").asLong();
    }

    private static void assertEnds(Timeline timeline) {
        for (String name : List.of("store", "agent")) {
            assertThat(timeline.detail(name, "stopped")).as(name).isEqualTo("exit 0");
        }
        // The signal at half of a worker's time may still find Python on its way out.
        for (String name : List.of("handler", "stage")) {
            assertThat(timeline.detail(name, "stopped")).as(name).isIn("exit 0", "exit 143 (128 + 15: SIGTERM)");
        }
        for (String name : List.of("deaf", "hangs")) {
            assertThat(timeline.detail(name, "stopped")).as(name).contains("killed");
        }
    }

    private Path journal(String name, String suffix) {
        return bench.folder().resolve(name + "." + suffix);
    }
}
