package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What is around a handler: nothing, or three stages that change no byte unless an event asks for a mark. */
final class Stages {

    /** An event that each stage marks on its way in, and once more on its way out if the handler gives it back. */
    static final String TO_BE_MARKED = "{\"outer\":{\"before\":\"mark\",\"after\":\"mark\"},"
            + "\"middle\":{\"before\":\"mark\",\"after\":\"mark\"},"
            + "\"inner\":{\"before\":\"mark\",\"after\":\"mark\"}}";

    /** Three stages that let everything pass. */
    static final String PASSING = three("continue");

    private static final List<String> HOOKS = List.of("before", "after", "error");

    private static final List<String> WAY_IN = List.of("before outer", "before middle", "before inner");

    private Stages() {}

    /**
     * The section of middleware with this many stages: none, or three, of which one replaces what it gets by the same.
     */
    static String of(int count) {
        return switch (count) {
            case 0 -> "";
            case 3 -> three("replace");
            default -> throw new IllegalArgumentException("there are 0 stages or 3, not " + count);
        };
    }

    private static String three(String middle) {
        return Workers.middleware(
                Workers.bareStage("outer", "continue"),
                Workers.bareStage("middle", middle),
                Workers.bareStage("inner", "continue"));
    }

    /** That {@link #TO_BE_MARKED} has met every stage in order, inwards and outwards, and was changed by each. */
    static void assertMarked(Outcome outcome, int count) {
        assertThat(outcome.isError()).as("%s", outcome).isFalse();
        assertThat(stream(outcome.json().path("marks")).map(JsonNode::asText).toList())
                .isEqualTo(count == 0 ? List.of() : thereAndBack("after"));
    }

    /** That everything that was posted so far has passed the stages, all but what the handler had no time for. */
    static void assertSawEverything(ScriptedPlatform platform, Program program, int count) {
        platform.awaitNext(); // the timeline has all invocations then
        List<JsonNode> invocations = program.timeline().ofType("invocation").toList();
        assertThat(invocations)
                .hasSize((int) platform.requests().stream()
                        .filter(request -> request.method().equals("POST")
                                && request.path().contains("/invocation/"))
                        .count())
                .allSatisfy(invocation -> assertThat(calls(invocation)).isEqualTo(expected(invocation, count)));
    }

    /** On the way out nobody is called at the soft deadline, nor again when a response breaks that has passed. */
    private static List<String> expected(JsonNode invocation, int count) {
        if (count == 0) {
            return List.of();
        }
        String error = invocation.path("errorType").asText();
        boolean streamed = invocation.has("streamedBytes");
        if (error.equals("OpenRuntime.HandlerTimeout") && !streamed) {
            return WAY_IN;
        }
        return thereAndBack(error.isEmpty() || streamed ? "after" : "error");
    }

    private static List<String> thereAndBack(String wayOut) {
        return Stream.concat(
                        WAY_IN.stream(), Stream.of("inner", "middle", "outer").map(name -> wayOut + " " + name))
                .toList();
    }

    private static List<String> calls(JsonNode invocation) {
        return stream(invocation.path("spans"))
                .filter(span -> HOOKS.contains(span.path("hook").asText()))
                .map(span ->
                        span.path("hook").asText() + " " + span.path("stage").asText())
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
