package dev.openruntime.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Reply;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bodies of every size and kind that the platform allows pass unchanged; a longer one fails its invocation only. */
final class BodySizesIT {

    /** 6 MiB and 100 bytes: what the platform takes. */
    private static final int MOST_BYTES = 6_291_556;

    /** The least memory that a function may have: the supervisor's own share of it has to do. */
    private static final String LEAST_MEMORY = "128";

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldPassTheLongestBodyWhenBareStagesReplaceIt() {
        ScriptedPlatform platform = startWithBareStages();
        byte[] body = randomBytes(MOST_BYTES);

        Outcome first = platform.invoke(Event.of(body));
        Outcome second = platform.invoke(Event.of(body));

        assertThat(first.isError()).as("%s", first).isFalse();
        assertThat(Arrays.equals(first.body(), body)).isTrue();
        assertThat(Arrays.equals(second.body(), body)).isTrue();
    }

    @Test
    void shouldPassTheLongestBodyWhenKitsParseIt() {
        ScriptedPlatform platform = startWithKits();
        byte[] body = ("\"" + "é\\n".repeat((MOST_BYTES - 2) / 4) + "\"").getBytes(UTF_8);
        byte[] longest = Arrays.copyOf(body, MOST_BYTES);
        Arrays.fill(longest, body.length, MOST_BYTES, (byte) ' ');

        Outcome outcome = platform.invoke(Event.of(longest));

        assertThat(outcome.isError()).as("%s", outcome).isFalse();
        assertThat(outcome.json().asText()).isEqualTo("é\n".repeat((MOST_BYTES - 2) / 4));
    }

    @Test
    void shouldFailTheInvocationAloneWhenTheHandlersResponseIsTooLong() {
        ScriptedPlatform platform = startWithKits();

        Outcome longest = platform.invoke("{\"do\":\"big\",\"bytes\":" + MOST_BYTES + "}");
        Outcome tooLong = platform.invoke("{\"do\":\"big\",\"bytes\":" + (MOST_BYTES + 1) + "}");
        Outcome next = platform.invoke("{\"after\":\"that\"}");

        assertThat(longest.isError()).as("%s", longest).isFalse();
        assertThat(longest.body()).hasSize(MOST_BYTES);
        assertThat(tooLong.isError()).isTrue();
        assertThat(tooLong.errorType()).isEqualTo("Function.ResponseSizeTooLarge");
        assertThat(tooLong.errorMessage())
                .contains(
                        "Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes)");
        assertThat(next.text()).isEqualTo("{\"after\":\"that\"}");
    }

    @Test
    void shouldFailTheInvocationAloneWhenAStagesReplacementIsTooLong() {
        ScriptedPlatform platform = startWithBareStages();

        Outcome tooLong = platform.invoke("{\"inner\":{\"before\":\"too-large\"}}");
        Outcome next = platform.invoke("{\"after\":\"that\"}");

        assertThat(tooLong.isError()).isTrue();
        assertThat(tooLong.errorType()).isEqualTo("Function.ResponseSizeTooLarge");
        assertThat(tooLong.errorMessage()).contains("inner");
        assertThat(next.text()).isEqualTo("{\"after\":\"that\"}");
    }

    @Test
    void shouldGoOnWhenThePlatformFindsTheResponseTooLong() {
        ScriptedPlatform platform = startWithBareStages();
        platform.answerPost(Reply.of(413, "{\"errorType\":\"RequestEntityTooLarge\"}"));

        Outcome refused = platform.invoke("\"too long for this platform\"");
        Outcome next = platform.invoke("\"fine\"");

        assertThat(refused.isError()).isFalse();
        assertThat(next.text()).isEqualTo("\"fine\"");
        assertThat(platform.requests().stream().filter(request -> request.path().endsWith("/error")))
                .as("errors posted for a response that counts as given")
                .isEmpty();
    }

    @Test
    void shouldPassAnyBytesWhenStagesAreBare() {
        ScriptedPlatform platform = startWithBareStages();

        for (byte[] body : oddBodies()) {
            Outcome outcome = platform.invoke(Event.of(body));

            assertThat(outcome.isError()).as("%s", outcome).isFalse();
            assertThat(outcome.body()).isEqualTo(body);
        }
    }

    @Test
    void shouldPassAnyBytesWhenKitsPassThemOn() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/stage.mjs");
        bench.copy("functions/stage.py");
        String stages = Workers.middleware(Workers.pythonStage("outer"), Workers.nodeStage("inner"));
        bench.bootstrap().config(Workers.BARE_HANDLER + stages).start(platform);

        for (byte[] body : oddBodies()) {
            Outcome outcome = platform.invoke(Event.of(body));

            assertThat(outcome.isError()).as("%s", outcome).isFalse();
            assertThat(outcome.body()).isEqualTo(body);
        }
    }

    private ScriptedPlatform startWithBareStages() {
        ScriptedPlatform platform = bench.platform();
        String stages =
                Workers.middleware(Workers.bareStage("outer", "replace"), Workers.bareStage("inner", "replace"));
        bench.bootstrap()
                .config(Workers.BARE_HANDLER + stages)
                .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", LEAST_MEMORY)
                .start(platform);
        return platform;
    }

    private ScriptedPlatform startWithKits() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        bench.copy("functions/stage.mjs");
        bench.copy("functions/stage.py");
        String stages = Workers.middleware(Workers.pythonStage("outer"), Workers.nodeStage("inner"));
        bench.bootstrap()
                .config(Workers.NODE_HANDLER + stages)
                .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", LEAST_MEMORY)
                .start(platform);
        return platform;
    }

    private static byte[][] oddBodies() {
        return new byte[][] {
            {},
            " ".getBytes(UTF_8),
            "null".getBytes(UTF_8),
            "\"\"".getBytes(UTF_8),
            "{\r\n\t\"line\" :\n\n [ 1.0e2, 12345678901234567890, \"a\\nb\\u0041\\/\" ] }\r\n\n".getBytes(UTF_8),
            "{\"a\":1,\"a\":2}".getBytes(UTF_8),
            "{\"text\":\"Grüße, 世界 🌍 \\ud83c\\udf0d \\ud800\"}".getBytes(UTF_8),
            "\uFEFF{\"mark\":true}".getBytes(UTF_8),
            "{\"broken\":".getBytes(UTF_8),
            "Grüße".getBytes(ISO_8859_1),
            "Grüße".getBytes(UTF_16LE),
            {0, 0, 0, 4, 0, 0, 0, 0, 'n', 'o', 'p', 'e'},
            {(byte) 0xff, (byte) 0xfe, 0, '\n', (byte) 0xc3},
            randomBytes(65_536),
            randomBytes(65_537),
        };
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
