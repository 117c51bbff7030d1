package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Reply;
import dev.openruntime.it.bench.Request;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A runtime of bare bytes, unaware of any supervisor, behaves as oddly as the Runtime API lets it. */
final class RuntimeApiIT {

    private static final int MOST_BYTES = 6_291_556;

    @RegisterExtension
    final Bench bench = new Bench();

    private ScriptedPlatform platform;

    @BeforeEach
    void compileTheRuntime() {
        platform = bench.platform();
        RawRuntime.compile(bench);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldTreatARawRuntimeAsThePlatformDoesWhateverIsAroundIt(int stages) {
        Program program =
                bench.bootstrap().config(RawRuntime.HANDLER + Stages.of(stages)).start(platform);

        Stages.assertMarked(platform.invoke(Stages.TO_BE_MARKED), stages);
        assertBodies();
        assertOddities(program);
        assertRules(program);
        assertFailure(stages == 0);
        assertBrokenInTrailers(stages);
        assertEnds(program);
        assertTimeout(program);
        assertStreams(program);
        Stages.assertSawEverything(platform, program, stages);
        if (stages > 0) {
            assertStagesSeeThePrelude();
        }
    }

    @Test
    void shouldPassOnFailuresAsTheyWerePostedWhenTheStagesLetThemPass() {
        Program _ =
                bench.bootstrap().config(RawRuntime.HANDLER + Stages.PASSING).start(platform);

        assertFailure(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldReportTheRuntimesOwnInitErrorWhenItCannotLoad(int stages) {
        Program program = bench.bootstrap()
                .config(RawRuntime.HANDLER.replace("[./raw]", "[./raw, broken]") + Stages.of(stages))
                .on(platform)
                .start();

        Request error = platform.awaitInitError();

        assertThat(error.text())
                .isEqualTo("{\"errorType\":\"Runtime.NoSuchThing\",\"errorMessage\":\"cannot load\",\"odd\":[1]}");
        assertThat(error.header("lambda-runtime-function-error-type")).contains("Runtime.NoSuchThing");
        assertThat(program.awaitExit()).isNotZero();
        bench.awaitNoProcess();
    }

    private void assertBodies() {
        byte[] bytes = new byte[1_000];
        new Random(7).nextBytes(bytes);
        Outcome binary = platform.invoke(Event.of(bytes));
        assertThat(binary.isError()).as("%s", binary).isFalse();
        assertThat(binary.body()).isEqualTo(bytes);
        assertThat(platform.invoke("slow").text()).isEqualTo("slow but there");
        assertThat(platform.invoke("chunked").text()).isEqualTo("in chunks");
        assertThat(platform.invoke("reconnect").text()).isEqualTo("came back");
        assertThat(platform.invoke("pipeline").text()).isEqualTo("piped");
        assertThat(platform.invoke("after it").text()).isEqualTo("after it");
        assertThat(platform.invoke(Event.of(new byte[MOST_BYTES])).body()).isEqualTo(new byte[MOST_BYTES]);
        Outcome most = platform.invoke("big " + MOST_BYTES);
        assertThat(most.body()).hasSize(MOST_BYTES);
        Outcome over = platform.invoke("big " + (MOST_BYTES + 1));
        assertThat(over.errorType()).isEqualTo("Function.ResponseSizeTooLarge");
        assertThat(over.errorMessage())
                .isEqualTo("Response payload size (6291557 bytes) exceeded maximum allowed payload size"
                        + " (6291556 bytes).");
    }

    private void assertOddities(Program program) {
        assertThat(platform.invoke("dribble").text()).isEqualTo("byte by byte");
        assertThat(platform.invoke("doubled").text()).isEqualTo("once");
        assertThat(platform.invoke("after oddities").text()).isEqualTo("after oddities");
        await().atMost(ScriptedPlatform.PATIENCE)
                .until(() -> program.output().contains("late 400, first 202, second 403"));
    }

    private void assertRules(Program program) {
        assertThat(platform.invoke("rules").text()).isEqualTo("unknown 400, again same, init/error 403");
        assertThat(platform.invoke("environment").text())
                .isEqualTo("_HANDLER=index.handler\nLAMBDA_TASK_ROOT=" + bench.folder()
                        + "\nAWS_LAMBDA_FUNCTION_NAME=tested\nAWS_LAMBDA_EXEC_WRAPPER=-\nOPEN_RUNTIME_PROTOCOL=-\n");
        assertThat(platform.invoke("relay").text()).isEqualTo("202 {\"status\":\"OK\"}\n");
        Request relayed = platform.awaitRequest("/2022-07-01/odd?x=1");
        assertThat(relayed.method()).isEqualTo("GET");
        assertThat(relayed.header("lambda-extension-name")).contains("mine");
        assertThat(platform.invoke("last").text()).isEqualTo("the last");
        assertThat(platform.invoke("after its end").text()).isEqualTo("after its end");
        await().atMost(ScriptedPlatform.PATIENCE)
                .until(() -> program.output().contains("second 403")
                        && program.output().contains("posted 6291557 bytes: 413"));
    }

    /** What a stage has replaced goes on as the JSON that errors are, without the headers of what was posted. */
    private void assertFailure(boolean untouched) {
        Outcome failed = platform.invoke("fail");
        assertThat(failed.isError()).isTrue();
        assertThat(untouched ? failed.text() : failed.errorMessage()).isEqualTo("no JSON at all");
        assertHeader(failed, "lambda-runtime-function-error-type", untouched ? "Function.Odd" : "Function.Unknown");
        assertHeader(
                failed,
                "content-type",
                untouched ? "application/vnd.aws.lambda.error.cause+json" : "application/vnd.aws.lambda.error+json");
        assertThat(failed.request().header("lambda-runtime-function-xray-error-cause"))
                .isEqualTo(untouched ? Optional.of("{\"paths\":[\"a\"]}") : Optional.empty());
    }

    /**
     * Stages see the error of the trailers in place of a response; where there are none, all passes as it was posted.
     */
    private void assertBrokenInTrailers(int stages) {
        Outcome broken = platform.invoke("broken");
        assertHeader(broken, "lambda-runtime-function-error-type", "Function.Broke");
        if (stages == 0) {
            assertBrokenOff(broken, "in chunks", "Function.Broke", "{\"errorType\":\"Function.Broke\"}");
        } else {
            assertThat(broken.isError()).isTrue();
            assertThat(broken.text()).isEqualTo("{\"errorType\":\"Function.Broke\"}");
        }
    }

    private void assertEnds(Program program) {
        Outcome exit0 = platform.invoke("exit 0");
        assertThat(exit0.errorType()).isEqualTo("Runtime.ExitError");
        assertThat(exit0.errorMessage())
                .matches("RequestId: [-0-9a-f]+ Error: Runtime exited without providing a reason");
        assertThat(exit0.text()).contains("last words");
        assertThat(platform.invoke("exit 3").errorMessage()).endsWith("Runtime exited with error: exit status 3");
        assertThat(platform.invoke("abort").errorMessage()).endsWith("Runtime exited with error: signal: aborted");
        assertThat(platform.invoke("fine again").text()).isEqualTo("fine again");
        assertThat(platform.hasInitError()).isFalse();
        assertThat(program.isAlive()).isTrue();
    }

    private void assertTimeout(Program program) {
        String before = platform.invoke("pid").text();

        Outcome hung = platform.invoke(Event.of("hang").within(Duration.ofSeconds(2)));

        assertThat(hung.errorType()).isEqualTo("OpenRuntime.HandlerTimeout");
        await().atMost(ScriptedPlatform.PATIENCE).until(() -> program.output().contains("told to give up"));
        String after = platform.invoke("pid").text();
        assertThat(after).isNotEqualTo(before);
        assertThat(platform.invoke(Event.of("silent").within(Duration.ofSeconds(2)))
                        .text())
                .isEqualTo("silent");
        assertThat(platform.invoke("pid").text()).isNotEqualTo(after);
        String _ = program.awaitLine(line -> line.contains("it answered, and asked for no further event in time"));
    }

    private void assertStreams(Program program) {
        Outcome large = platform.invoke("stream plain 20000000");
        assertThat(large.body())
                .hasSize(6 + 306 * 65_536 + 3)
                .startsWith(bytes("begin "))
                .endsWith(bytes("end"));
        assertThat(large.request().header("lambda-runtime-function-response-mode"))
                .contains("streaming");
        assertThat(large.request().header("content-type")).contains("text/plain");
        assertThat(platform.invoke("stream framed {\"statusCode\":201}").text())
                .isEqualTo("{\"statusCode\":201}\0\0\0\0\0\0\0\0begin end");
        assertBrokenOff(platform.invoke("stream broken 0"), "begin end", "Function.Broke", "{");
        assertBrokenOff(
                platform.invoke("stream exit"),
                "begin ",
                "Runtime.ExitError",
                "Runtime exited with error: exit status 3");
        Outcome overdue = platform.invoke(Event.of("stream hang").within(Duration.ofSeconds(2)));
        assertBrokenOff(overdue, "begin ", "OpenRuntime.HandlerTimeout", "had not ended its streamed response within");
        platform.awaitNext(); // the post before is answered then
        platform.answerPost(Reply.of(413, "{}"));
        assertThat(platform.invoke("stream plain 70000").text()).endsWith("end");
        assertThat(platform.invoke("after streams").text()).isEqualTo("after streams");
        await().atMost(ScriptedPlatform.PATIENCE)
                .until(() -> program.output().contains("streamed plain 20000000: 202")
                        && program.output().contains("streamed plain 70000: 413"));
        assertThat(program.timeline().ofType("invocation"))
                .anySatisfy(
                        line -> assertThat(line.path("streamedBytes").asLong()).isGreaterThan(20_000_000));
        assertThat(platform.hasInitError()).isFalse();
    }

    private void assertStagesSeeThePrelude() {
        Outcome marked = platform.invoke("stream framed {\"statusCode\":201,\"inner\":{\"after\":\"mark\"}}");
        assertThat(marked.text().split("\0{8}", 2))
                .containsExactly(
                        "{\"statusCode\": 201, \"inner\": {\"after\": \"mark\"}, \"marks\": [\"after inner\"], \"streamed\": true}",
                        "begin end");
        Outcome refused = platform.invoke("stream framed {\"inner\":{\"after\":\"refuse\"}}");
        assertThat(refused.isError()).isTrue();
        assertThat(refused.errorType()).isEqualTo("Refused");
        assertThat(platform.invoke("after a refusal").text()).isEqualTo("after a refusal");
    }

    private static void assertHeader(Outcome outcome, String name, String value) {
        assertThat(outcome.request().header(name)).contains(value);
    }

    private static void assertBrokenOff(Outcome outcome, String body, String errorType, String inError) {
        assertThat(outcome.text()).isEqualTo(body);
        assertThat(outcome.request().header("lambda-runtime-function-error-type"))
                .contains(errorType);
        String error =
                outcome.request().header("lambda-runtime-function-error-body").orElseThrow();
        assertThat(new String(Base64.getDecoder().decode(error), StandardCharsets.UTF_8))
                .contains(inError);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
