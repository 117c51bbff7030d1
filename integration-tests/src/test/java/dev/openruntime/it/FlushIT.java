package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Flushed;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Request;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import dev.openruntime.it.bench.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What children bring out after a response and before the next event, and once more at the end. */
final class FlushIT {

    private static final String HANDLER = """
            handler:
              command: [python3, "${IT_WORKERS}/flusher.py", handler]
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    private final ScriptedPlatform platform = bench.platform();

    @Test
    void shouldFlushEverybodyOnceBetweenEachPostAndTheNextNext() {
        Program program = start(
                worker("stage", "0"),
                sidecar("tcp", Integer.toString(Ports.free()), "0"),
                sidecar("unix", socket(), "0"));
        int invocations = 30;

        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < invocations; i++) {
            sent.add(platform.send(Event.of("{}")));
        }
        List<Instant> posts =
                sent.stream().map(event -> event.outcome().arrived()).toList();
        platform.awaitNext();

        List<Instant> nexts = platform.requests().stream()
                .filter(request ->
                        request.path().endsWith("/next") && request.path().contains("invocation"))
                .map(Request::arrived)
                .toList();
        for (String name : List.of("stage", "tcp", "unix")) {
            List<Flushed> flushes = Flushed.in(journal(name));
            assertThat(flushes).as(name).hasSize(invocations);
            for (int i = 0; i < invocations; i++) {
                assertThat(flushes.get(i).begin()).isAfterOrEqualTo(micros(posts.get(i)));
                assertThat(flushes.get(i).end()).isBeforeOrEqualTo(nexts.get(i + 1));
            }
        }
        assertThat(Flushed.in(journal("stage")))
                .extracting(Flushed::what)
                .containsExactlyElementsOf(sent.stream().map(Sent::requestId).toList());
        assertThat(results(program, "tcp")).hasSize(invocations).containsOnly("continue");
    }

    @Test
    void shouldFlushSideBySide() {
        Program _ = start(
                worker("stage", "together"),
                sidecar("tcp", Integer.toString(Ports.free()), "together"),
                sidecar("unix", socket(), "together"));

        String _ = platform.invoke("{}").text();
        platform.awaitNext();

        List<Flushed> flushes = List.of("stage", "tcp", "unix").stream()
                .flatMap(name -> Flushed.in(journal(name)).stream())
                .toList();
        assertThat(flushes).hasSize(3);
        assertThat(Collections.max(flushes.stream().map(Flushed::begin).toList()))
                .isBefore(Collections.min(flushes.stream().map(Flushed::end).toList()));
    }

    @Test
    void shouldCutAFlushThatHangsTellOfItOnceAndGoOn() {
        Program program = start(
                sidecar("hangs", Integer.toString(Ports.free()), "hang").replace("within: 20s", "within: 50ms"),
                sidecar("fails", socket(), "fail"),
                sidecar("fine", bench.folder().resolve("fine.sock").toString(), "0"));

        for (int i = 0; i < 5; i++) {
            assertThat(platform.invoke("{\"i\":1}").text()).isEqualTo("{\"i\":1}");
        }
        platform.awaitNext();

        assertThat(results(program, "hangs")).hasSize(5).containsOnly("timeout");
        assertThat(results(program, "fails")).hasSize(5).containsOnly("fail");
        assertThat(results(program, "fine")).hasSize(5).containsOnly("continue");
        assertThat(program.lines().stream().filter(line -> line.contains("could not flush")))
                .hasSize(2)
                .anyMatch(line -> line.contains("hangs could not flush (timeout)"))
                .anyMatch(line -> line.contains("fails could not flush (fail)") && line.contains("answered 503"));
    }

    @Test
    void shouldNotFlushASidecarThatIsDownAndFlushItAgainWhenItIsBack() throws IOException {
        Program program = start(sidecar("agent", Integer.toString(Ports.free()), "0") + "    " + Workers.BACK_SOON
                + "\n    required: false\n");
        program.awaitTimeline(lines -> lines.count("agent", "ready") == 1);
        String _ = platform.invoke("{}").text();
        platform.awaitNext();
        Path held = bench.file("held", "");
        boolean _ = Processes.signal("KILL", program.timeline().pid("agent"));
        program.awaitTimeline(lines -> lines.count("agent", "died") == 1);

        String _ = platform.invoke("{}").text();
        platform.awaitNext();
        Files.delete(held);
        program.awaitTimeline(lines -> lines.count("agent", "ready") == 2);
        String _ = platform.invoke("{}").text();
        platform.awaitNext();

        assertThat(results(program, "agent")).first().isEqualTo("continue");
        assertThat(results(program, "agent")).contains("unavailable");
        assertThat(results(program, "agent")).last().isEqualTo("continue");
        assertThat(program.lines()).noneMatch(line -> line.contains("could not flush"));
    }

    @Test
    void shouldFlushEverySoMuchRunningTimeWhateverTimeIsSpentIdle() {
        Program program = start(
                sidecar("agent", Integer.toString(Ports.free()), "0").replace("when: each", "when: { every: 3s }"));

        for (int i = 0; i < 3; i++) {
            String _ = platform.invoke("{}").text();
            platform.awaitNext();
            idle(Duration.ofMillis(1_200));
        }
        List<Flushed> afterIdleTime = Flushed.in(journal("agent"));
        String _ = platform.invoke("{\"sleep\":3.1}").text();
        platform.awaitNext();
        List<Flushed> afterRunningTime = Flushed.in(journal("agent"));
        String _ = platform.invoke("{}").text();
        platform.awaitNext();

        assertThat(afterIdleTime).isEmpty();
        assertThat(afterRunningTime).hasSize(1);
        assertThat(results(program, "agent")).hasSize(1);
    }

    @Test
    void shouldFlushEverybodyBeforeAnybodyIsStopped() {
        Program program = start(
                worker("stage", "0").replace("when: each", "when: shutdown"),
                sidecar("each", Integer.toString(Ports.free()), "0"),
                sidecar("every", socket(), "0").replace("when: each", "when: { every: 3600s }"));
        String _ = platform.invoke("{}").text();
        platform.awaitNext();

        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();

        assertThat(Flushed.in(journal("stage"))).extracting(Flushed::what).containsExactly("-", "shutdown");
        assertThat(Flushed.in(journal("each"))).hasSize(2);
        assertThat(Flushed.in(journal("every"))).hasSize(1);
        Timeline timeline = program.timeline();
        assertThat(epochMicros(Flushed.in(journal("every")).getFirst().end()))
                .isLessThanOrEqualTo(timeline.micros("handler", "stopped"));
        assertThat(timeline.ofType("flush").toList())
                .singleElement()
                .satisfies(line -> assertThat(line.path("spans").findValuesAsText("stage"))
                        .containsExactlyInAnyOrder("stage", "each", "every"));
    }

    @Test
    void shouldPostFlushAndFlushOnceMoreWhenItIsToldToStopInTheMiddleOfAnInvocation() {
        Program program = start(worker("stage", "0"), sidecar("agent", socket(), "0"));
        Sent sent = platform.send(Event.of("{\"sleep\":0.5}"));
        Instant _ = sent.arrival();

        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();

        assertThat(sent.outcome().text()).isEqualTo("{\"sleep\":0.5}");
        assertThat(Flushed.in(journal("stage")))
                .extracting(Flushed::what)
                .containsExactly(sent.requestId(), "-", "shutdown");
        assertThat(Flushed.in(journal("agent"))).hasSize(2);
    }

    @Test
    void shouldEndInTimeWhenTheLastFlushHangs() {
        Program program = start(
                sidecar("hangs", Integer.toString(Ports.free()), "hang").replace("when: each", "when: shutdown"),
                sidecar("fine", socket(), "0"));

        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();

        JsonNode last = program.timeline().ofType("flush").findFirst().orElseThrow();
        assertThat(last.path("spans").findValuesAsText("result")).containsExactly("continue", "timeout");
        assertThat(Flushed.in(journal("fine"))).hasSize(1);
    }

    private Program start(String... children) {
        StringBuilder config = new StringBuilder(HANDLER).append("shutdown: { within: 5s }\n");
        List<String> workers = List.of(children).stream()
                .filter(child -> child.contains(" middleware,"))
                .toList();
        List<String> sidecars = List.of(children).stream()
                .filter(child -> child.contains(" sidecar,"))
                .toList();
        if (!workers.isEmpty()) {
            config.append("middleware:\n").append(String.join("", workers));
        }
        if (!sidecars.isEmpty()) {
            config.append("sidecars:\n").append(String.join("", sidecars));
        }
        return bench.bootstrap().config(config.toString()).start(platform);
    }

    private String worker(String name, String deed) {
        return "  - name: " + name + "\n"
                + "    command: [python3, \"${IT_WORKERS}/flusher.py\", middleware, \"" + journal(name) + "\", \""
                + deed
                + "\"]\n"
                + "    flush: { within: 20s, when: each }\n";
    }

    private String sidecar(String name, String address, String deed) {
        String where = address.startsWith("/") ? "socket: \"" + address + "\"" : "port: " + address;
        return "  - name: " + name + "\n"
                + "    command: [python3, \"${IT_WORKERS}/flusher.py\", sidecar, \"" + address + "\", \""
                + journal(name)
                + "\", \"" + deed + "\"]\n"
                + "    startup: { http: { " + where + ", path: /ready }, every: 20ms, within: 30s }\n"
                + "    flush: { http: { " + where + ", path: /flush }, within: 20s, when: each }\n";
    }

    private String socket() {
        return bench.folder().resolve("agent.sock").toString();
    }

    private Path journal(String name) {
        return bench.folder().resolve(name + ".journal");
    }

    /** What each flush of a child after an invocation came to. */
    private static List<String> results(Program program, String child) {
        List<String> results = new ArrayList<>();
        program.timeline()
                .ofType("invocation")
                .forEach(line -> line.path("spans").forEach(span -> {
                    if (span.path("hook").asText().equals("flush")
                            && span.path("stage").asText().equals(child)) {
                        results.add(span.path("result").asText());
                    }
                }));
        return results;
    }

    /** Time in which nothing is invoked, which is what the test is about. */
    private static void idle(Duration time) {
        await().pollDelay(time).atMost(time.multipliedBy(100)).until(() -> true);
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static long epochMicros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
