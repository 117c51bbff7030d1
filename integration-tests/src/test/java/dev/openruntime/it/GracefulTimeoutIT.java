package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Lateness;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A handler may hang as it likes: the supervisor posts before the platform's deadline, on a machine that is busy with
 * other things; then the next event is handled, and nothing is left behind. Several programs hang at the same time,
 * each in its own ways. Five rounds, or a hundred with {@code -Dsoak=true}. Alone on the machine: it is about time.
 */
@Isolated
final class GracefulTimeoutIT {

    private static final int ROUNDS = Boolean.getBoolean("soak") ? 100 : 5;
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Duration WELL_BEFORE = Duration.ofMillis(200);
    private static final String MARGIN = "deadline: { margin: 500ms }\n";

    /** How often a thread or process has to be given a CPU from the soft deadline to the post, at most. */
    private static final int TURNS = 5;

    /** Each process that spins takes a whole CPU, if it gets one. */
    private static final int SPINNING_PROCESSES = 2;

    @RegisterExtension
    final Bench bench = new Bench();

    /** A program with its platform, whose handler hangs in these ways, one after the other. */
    private record Rig(String kit, ScriptedPlatform platform, Program program, List<String> ways) {

        boolean hangsIn(int round) {
            return round < ROUNDS * ways.size();
        }

        String way(int round) {
            return ways.get(round % ways.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "python"})
    @Timeout(3_600)
    void shouldPostBeforeThePlatformsDeadlineHoweverTheHandlerHangsOnABusyMachine(String kit) {
        bench.copy("functions/hang.mjs");
        bench.copy("functions/hang.py");
        bench.copy("functions/stage.py");
        List<Rig> rigs = List.of(rig(kit, "sleep", "spin"), rig(kit, "native", "exact"), rig(kit, "ignore", "fork"));
        IntStream.range(0, SPINNING_PROCESSES)
                .forEach(_ -> bench.program("sh", "-c", "while :; do :; done").start());
        List<Duration> spare = new ArrayList<>();

        for (int round = 0; rigs.getFirst().hangsIn(round); round++) {
            int now = round;
            Duration wait;
            List<Sent> all;
            try (Lateness lateness = Lateness.begin()) {
                all = rigs.stream().map(rig -> send(rig, now)).toList();
                all.forEach(Sent::outcome);
                wait = lateness.endWithLongest();
            }
            for (int i = 0; i < rigs.size(); i++) {
                spare.add(judge(rigs.get(i), all.get(i), now, wait));
            }
            rigs.forEach(GracefulTimeoutIT::assertGoesOn);
        }

        long wellBefore =
                spare.stream().filter(left -> left.compareTo(WELL_BEFORE) >= 0).count();
        Duration least = spare.stream().min(Duration::compareTo).orElseThrow();
        System.out.printf(
                "graceful timeouts, %s: %d of %d posted 200 ms before the platform's deadline, the tightest %d ms%n",
                kit, wellBefore, spare.size(), least.toMillis());
    }

    @Test
    void shouldShowWhereAHandlerIsThatHearsNothing() {
        bench.copy("functions/hang.py");
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap()
                .env("_HANDLER", "hang.handler")
                .config(Workers.PYTHON_HANDLER + "deadline: { margin: 2s, max: 10s }\n")
                .start(platform);

        Outcome outcome = platform.invoke(Event.of("{\"hang\":\"native\"}"));

        JsonNode error = outcome.json();
        assertThat(error.path("errorMessage").asText())
                .isEqualTo(
                        "handler `hang.handler` gave no answer within 8.0 s (soft deadline; `deadline.max` is at 10.0 s);"
                                + " last progress: `about to native`");
        assertThat(lines(error)).as("%s", outcome).anyMatch(line -> line.matches(".*hang\\.py\", line \\d+ in native"));
        assertThat(error.path("remainingMs").asLong()).isLessThan(2_000);
    }

    @Test
    void shouldShowWhereAHandlerWaitsThatHearsItsCancel() {
        bench.copy("functions/hang.py");
        bench.copy("functions/hang.mjs");
        ScriptedPlatform node = bench.platform();
        ScriptedPlatform python = bench.platform();
        String margin = "deadline: { margin: 2s }\n";
        bench.bootstrap()
                .env("_HANDLER", "hang.handler")
                .config(Workers.NODE_HANDLER + margin)
                .start(node);
        Program program = bench.bootstrap()
                .env("_HANDLER", "hang.handler")
                .config(Workers.PYTHON_HANDLER + margin)
                .start(python);
        Event event = Event.of("{\"hang\":\"sleep\"}").within(Duration.ofSeconds(10));

        Sent toNode = node.send(event);
        Sent toPython = python.send(event);

        assertThat(lines(toNode.outcome().json()))
                .anyMatch(line -> line.startsWith("waiting for: ") && line.contains("Timeout"))
                .anyMatch(line -> line.contains("at handler") && line.contains("hang.mjs:"));
        assertThat(lines(toPython.outcome().json()))
                .anyMatch(line -> line.matches(".*hang\\.py\", line \\d+, in sleep"))
                .last()
                .asString()
                .contains("time.sleep(3600)");
        assertThat(program.timeline().pids("handler")).hasSize(1);
    }

    @Test
    void shouldShowWhereABusyNodeHandlerIsAndLetOneGoOnThatComesToItsSenses() {
        bench.copy("functions/hang.mjs");
        ScriptedPlatform spins = bench.platform();
        ScriptedPlatform wakes = bench.platform();
        List<Program> programs = Stream.of(spins, wakes)
                .map(platform -> bench.bootstrap()
                        .env("_HANDLER", "hang.handler")
                        .config(Workers.NODE_HANDLER + "deadline: { margin: 4s, stack: on }\n")
                        .start(platform))
                .toList();
        Duration ample = Duration.ofSeconds(20);

        Sent spinning = spins.send(Event.of("{\"hang\":\"spin\"}").within(ample));
        Sent waking = wakes.send(Event.of("{\"hang\":\"late\"}").within(ample));

        JsonNode error = spinning.outcome().json();
        assertThat(lines(error))
                .anyMatch(line -> line.matches("    at spin \\(file://.*/hang\\.mjs:\\d+:\\d+\\)"))
                .last()
                .asString()
                .contains("at handler (");
        assertThat(lines(error)).noneMatch(line -> line.contains("node:") || line.contains("/workers/"));
        assertThat(error.path("lastLines").toString()).doesNotContain("Debugger");
        assertThat(waking.outcome().json().path("late").asBoolean()).isTrue();
        assertThat(wakes.invoke("{\"inspector\":true}").text()).isEqualTo("{\"inspector\":null}");
        assertThat(programs.getLast().timeline().pids("handler")).hasSize(1);
        assertThat(programs)
                .allSatisfy(program -> assertThat(program.output() + program.errors())
                        .doesNotContain("Debugger ", "https://nodejs.org"));
    }

    private Rig rig(String kit, String... ways) {
        ScriptedPlatform platform = bench.platform();
        String handler = kit.equals("node") ? Workers.NODE_HANDLER : Workers.PYTHON_HANDLER;
        Program program = bench.bootstrap()
                .env("_HANDLER", "hang.handler")
                .config(handler + Workers.middleware(Workers.pythonStage("guard")) + MARGIN)
                .start(platform);
        return new Rig(kit, platform, program, List.of(ways));
    }

    /** Every other time that a way comes up the timeout hook has an answer. */
    private static boolean hasFallback(Rig rig, int round) {
        return round / rig.ways().size() % 2 == 1;
    }

    private static Sent send(Rig rig, int round) {
        String guard = hasFallback(rig, round) ? ",\"guard\":{\"timeout\":\"respond\"}" : "";
        return rig.platform()
                .send(Event.of("{\"hang\":\"" + rig.way(round) + "\"" + guard + "}")
                        .within(LIMIT));
    }

    /**
     * What was posted is right; how long before the platform's deadline it was.
     *
     * @param wait how long the machine made who wanted to run wait for a CPU, at most
     */
    private static Duration judge(Rig rig, Sent sent, int round, Duration wait) {
        Outcome outcome = sent.outcome();
        String what = rig.kit() + " " + rig.way(round) + ", round " + round + ": " + outcome;
        Duration spare = Duration.between(outcome.arrived(), sent.deadline());
        assertThat(spare.plus(wait.multipliedBy(TURNS)))
                .as("%s; the machine let a thread wait for %s", what, wait)
                .isPositive();
        if (outcome.json().has("answered")) {
            assertThat(rig.way(round)).as(what).isEqualTo("exact");
        } else if (rig.way(round).equals("exact") && outcome.text().contains("MiddlewareTimeout")) {
            // It answered a moment before, and no time was left for the stage that must see the answer.
            assertThat(outcome.json().path("stage").asText()).as(what).isEqualTo("after guard");
        } else if (hasFallback(rig, round)) {
            assertThat(outcome.json().path("respondedBy").asText()).as(what).isEqualTo("guard");
        } else {
            assertThat(outcome.errorType()).as(what).isEqualTo("OpenRuntime.HandlerTimeout");
            assertThat(outcome.errorMessage()).as(what).contains("`about to " + rig.way(round) + "`");
        }
        return spare;
    }

    private static void assertGoesOn(Rig rig) {
        Outcome next = rig.platform().invoke("{\"next\":true}");
        assertThat(next.json().path("next").asBoolean()).as("%s", next).isTrue();
        assertThat(rig.program().timeline().pids("guard"))
                .as("the middleware stays warm")
                .hasSize(1);
    }

    private static List<String> lines(JsonNode error) {
        List<String> lines = new ArrayList<>();
        error.path("stackTrace").forEach(line -> lines.add(line.asText()));
        return lines;
    }
}
