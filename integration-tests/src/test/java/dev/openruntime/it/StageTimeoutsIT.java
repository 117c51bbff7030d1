package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whatever stage hangs, the error names it, is posted before the platform's deadline, and only who hung is replaced.
 * One program after the other way to hang. Alone on the machine: it is about time.
 */
@Isolated
final class StageTimeoutsIT {

    private static final Duration LIMIT = Duration.ofSeconds(4);

    /** More than a pipe holds. */
    private static final String BIG = "\"big\":\"" + "x".repeat(300_000) + "\"";

    private static final List<String> WORKERS = List.of("outer", "gate", "inner", "handler");

    private static final String CONFIG = """
            handler:
              command: [python3, "${IT_WORKERS}/lines.py", handler]
            middleware:
              - name: outer
                command: [python3, "${IT_WORKERS}/lines.py", middleware]
              - name: gate
                command: [sh, gate.sh]
                flush: { within: 1s }
            """ + Workers.pythonStage("inner") + "deadline: { margin: 800ms }\n";

    private static final String GATE = """
            . "$OPEN_RUNTIME_HOME/workers/sh/worker.sh"
            ready before flush
            while next_call; do
              case $hook$body in
                before*'"gate":"hang"'*)
                  [ "$(remaining_ms)" -gt 0 ] && progress 'asking the "gate"'
                  sleep 3600 ;;
                before*'"gate":"flush"'*) hangs=1 ;;
                flush*) [ -z "$hangs" ] || sleep 3600 ;;
              esac
              answer continue
            done
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldNameTheStageThatHangsAndReplaceItAlone() {
        bench.copy("functions/stage.py");
        bench.file("gate.sh", GATE);
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(CONFIG).start(platform);

        Outcome before = hangs(platform, program, "gate", "{\"gate\":\"hang\"}");
        Outcome after = hangs(platform, program, "inner", "{\"inner\":{\"after\":\"hang\"}}");
        Outcome error = hangs(
                platform,
                program,
                "inner",
                "{\"handler\":{\"handle\":\"fail\"},\"errorType\":\"Planned\",\"inner\":{\"error\":\"hang\"}}");
        Outcome deafAfter = hangs(platform, program, "outer", "{\"outer\":{\"before\":\"deaf\"}," + BIG + "}");
        Outcome last = platform.invoke("{\"handler\":{\"handle\":\"deaf\"}}");
        Outcome deafHandler = hangs(platform, program, "handler", "{" + BIG + "}");

        assertThat(before).satisfies(outcome -> isTimeoutOf(outcome, "Middleware", "before gate"));
        assertThat(before.errorMessage()).contains("last progress: `asking the \"gate\"`");
        assertThat(after).satisfies(outcome -> isTimeoutOf(outcome, "Middleware", "after inner"));
        assertThat(error).satisfies(outcome -> isTimeoutOf(outcome, "Middleware", "error inner"));
        assertThat(deafAfter).satisfies(outcome -> isTimeoutOf(outcome, "Middleware", "after outer"));
        assertThat(last.isError()).as("%s", last).isFalse();
        assertThat(deafHandler).satisfies(outcome -> isTimeoutOf(outcome, "Handler", "handle"));
        flushHangs(platform, program);
    }

    private static void isTimeoutOf(Outcome outcome, String whose, String stage) {
        assertThat(outcome.errorType()).as("%s", outcome).isEqualTo("OpenRuntime." + whose + "Timeout");
        assertThat(outcome.json().path("stage").asText()).isEqualTo(stage);
        assertThat(outcome.json().path("remainingMs").asLong()).isPositive();
    }

    /** What was posted, in time; and then who hung has gone, nobody else has, and the next event is handled. */
    private static Outcome hangs(ScriptedPlatform platform, Program program, String who, String event) {
        List<Long> pids = pids(program);
        long hanging = program.timeline().pid(who);

        Sent sent = platform.send(Event.of(event).within(LIMIT));
        Outcome outcome = sent.outcome();

        assertThat(outcome.isError()).as("%s", outcome).isTrue();
        assertThat(outcome.arrived()).as("%s", outcome).isBefore(sent.deadline());
        goesOnWithoutProcess(platform, program, hanging, pids);
        return outcome;
    }

    /** After the response, so nobody but the next event can have to wait for it. */
    private static void flushHangs(ScriptedPlatform platform, Program program) {
        List<Long> pids = pids(program);
        long hanging = program.timeline().pid("gate");

        Outcome outcome = platform.invoke("{\"gate\":\"flush\"}");

        assertThat(outcome.isError()).as("%s", outcome).isFalse();
        goesOnWithoutProcess(platform, program, hanging, pids);
    }

    private static void goesOnWithoutProcess(
            ScriptedPlatform platform, Program program, long hanging, List<Long> pids) {
        Outcome next = platform.invoke("{\"next\":true}");
        assertThat(next.text()).isEqualTo("{\"next\":true}");
        await().atMost(ScriptedPlatform.PATIENCE)
                .untilAsserted(() -> assertThat(Processes.isAlive(hanging)).isFalse());
        List<Long> others = pids.stream().filter(pid -> pid != hanging).toList();
        assertThat(pids(program)).containsAll(others).doesNotContain(hanging).hasSameSizeAs(pids);
    }

    private static List<Long> pids(Program program) {
        return WORKERS.stream().map(program.timeline()::pid).toList();
    }
}
