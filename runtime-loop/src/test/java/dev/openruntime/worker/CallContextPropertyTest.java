package dev.openruntime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.peer.Json;
import dev.openruntime.worker.frame.FrameWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CallContextPropertyTest {

    private static final Deadline DEADLINE = Deadline.atEpochMillis(1_900_000_000_123L);

    @Property
    void anInvokeHeaderIsJsonWithTheSameValuesWhateverTheyAre(
            @ForAll("texts") String requestId,
            @ForAll("optionalTexts") Optional<String> functionArn,
            @ForAll("optionalTexts") Optional<String> traceId,
            @ForAll("optionalTexts") Optional<String> clientContext,
            @ForAll("optionalTexts") Optional<String> contentType) {
        Invocation invocation = new Invocation(
                requestId,
                Body.EMPTY,
                DEADLINE.plus(Duration.ofSeconds(1)),
                0,
                functionArn,
                traceId,
                Optional.empty(),
                clientContext,
                clientContext,
                contentType);

        Map<String, Object> header = onTheWire(CallContext.of(invocation).invokeHeader(7, Hook.BEFORE, DEADLINE));

        Map<String, Object> context = new LinkedHashMap<>();
        context.put("requestId", encodable(requestId));
        functionArn.ifPresent(value -> context.put("functionArn", encodable(value)));
        traceId.ifPresent(value -> context.put("traceId", encodable(value)));
        clientContext.ifPresent(value -> context.put("clientContext", encodable(value)));
        clientContext.ifPresent(value -> context.put("identity", encodable(value)));
        context.put("platformDeadlineMs", 1_900_000_001_123L);
        contentType.ifPresent(value -> context.put("contentType", encodable(value)));
        assertThat(header)
                .isEqualTo(Map.of(
                        "type",
                        "invoke",
                        "id",
                        7L,
                        "hook",
                        "before",
                        "deadlineMs",
                        1_900_000_000_123L,
                        "context",
                        context));
    }

    @Property
    void aTimeoutHeaderIsJsonWithTheSameValuesWhateverTheyAre(@ForAll("texts") String stage) {
        Invocation invocation = new Invocation(
                "r",
                Body.EMPTY,
                DEADLINE,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        Map<String, Object> header = onTheWire(CallContext.of(invocation)
                .heldBy(stage, Duration.ofMillis(2_500))
                .invokeHeader(8, Hook.TIMEOUT, DEADLINE));

        assertThat(header)
                .containsEntry("hook", "timeout")
                .containsEntry("stage", encodable(stage))
                .containsEntry("elapsedMs", 2_500L)
                .containsEntry("context", Map.of("requestId", "r", "platformDeadlineMs", 1_900_000_000_123L));
    }

    @Property
    void aShutdownHeaderIsJsonWithTheSameValuesWhateverTheyAre(@ForAll("texts") String reason) {
        assertThat(onTheWire(CallContext.shutdownHeader(reason, DEADLINE)))
                .isEqualTo(Map.of("type", "shutdown", "reason", encodable(reason), "deadlineMs", 1_900_000_000_123L));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> nasty = Arbitraries.oneOf(
                Arbitraries.chars().range('\u0000', '\u001F'),
                Arbitraries.of('"', '\\', '/', '\u007F', '\u2028', '\u00E9'),
                Arbitraries.chars().range('\uD800', '\uDFFF'));
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40),
                Arbitraries.strings().withChars("a{}[],: \uD83D\uDE00").ofMaxLength(40),
                nasty.list().ofMaxSize(20).map(CallContextPropertyTest::joined));
    }

    @Provide
    Arbitrary<Optional<String>> optionalTexts() {
        return texts().optional();
    }

    private static Map<String, Object> onTheWire(String header) {
        return Json.object(Body.of(FrameWriter.header(header)));
    }

    /** Half a surrogate pair has no form in UTF-8: it arrives as a question mark. */
    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String joined(Iterable<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }
}
