package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Request;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Official clients, unmodified and unaware, are handlers behind the same middleware and governor as any other. */
final class OfficialHandlersIT {

    private static final String STAGES = Workers.middleware(
            Workers.bareStage("outer", "continue"),
            Workers.bareStage("middle", "replace"),
            Workers.bareStage("inner", "continue"));

    private static final String NODE_FUNCTION = """
            export const handler = async (event, context) => {
              console.log("said by the function");
              if (event.do === "fail") throw new RangeError("out of range");
              if (event.do === "exit") process.exit(0);
              if (event.do === "bytes") return "x".repeat(event.size - 2);
              if (event.do === "hang") await new Promise((resolve) => setTimeout(resolve, 60_000));
              return { event, id: context.awsRequestId };
            };
            """;

    private static final String NODE_STREAM = """
            export const handler = awslambda.streamifyResponse(async (event, plain) => {
              const head = { statusCode: 201, headers: { "x-by": "node" } };
              const stream = event.http ? awslambda.HttpResponseStream.from(plain, head) : plain;
              for (let i = 0; i < 3; i++) {
                stream.write(`part ${i}, `);
                await new Promise((resolve) => setTimeout(resolve, 20));
              }
              if (event.fail) throw new RangeError("half way");
              stream.end(event.large ? Buffer.alloc(8_000_000, "x") : "end");
            });
            """;

    private static final int MOST_BYTES = 6_291_556;

    private static final Duration TO_COMPILE = Duration.ofMinutes(5);

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldRunAMapHandlerOfTheJavaClientBehindThreeStages() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(RemoteJava.handler("RemoteFunction::handleRequest") + STAGES)
                .start(platform);

        Outcome greeting = platform.invoke(Event.of("{\"name\":\"Zoë\"}")
                .with("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:1:function:remote"));
        Outcome failure = platform.invoke("{\"fail\":\"that\"}");
        Outcome hung = platform.invoke(Event.of("{\"hang\":true}").within(Duration.ofSeconds(3)));
        Outcome again = platform.invoke("{\"name\":\"Grace\"}");

        assertThat(greeting.json().path("greeting").asText()).isEqualTo("hello, Zoë");
        assertThat(greeting.json().path("functionName").asText()).isEqualTo("tested");
        assertThat(failure.errorType()).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(failure.errorMessage()).isEqualTo("cannot do that");
        assertThat(failure.json().path("stackTrace")).isNotEmpty();
        assertThat(hung.errorType()).isEqualTo("OpenRuntime.HandlerTimeout");
        assertThat(again.json().path("greeting").asText()).isEqualTo("hello, Grace");
        String _ = program.awaitLine(line -> line.contains("greeting"));
        assertThat(platform.hasInitError()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldRunAStreamHandlerOfTheJavaClientByteForByteAndOutliveItsEnds(int stages) {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(RemoteJava.handler("RemoteStream::handleRequest") + (stages == 0 ? "" : STAGES))
                .start(platform);
        byte[] bytes = {'a', 0, (byte) 0xff, '\r', '\n'};

        assertThat(platform.invoke(Event.of(bytes)).body()).isEqualTo(bytes);
        assertThat(platform.invoke(Event.of(new byte[MOST_BYTES])).body()).hasSize(MOST_BYTES);
        assertSizes(platform, size -> "bytes " + size);
        Outcome failed = platform.invoke("fail that");
        assertThat(failed.errorMessage()).isEqualTo("cannot do that");
        assertThat(failed.errorType()).isEqualTo("java.io.IOException");
        assertThat(platform.invoke("exit 0").errorMessage()).endsWith("Runtime exited without providing a reason");
        assertThat(platform.invoke("exit 7").errorMessage()).endsWith("Runtime exited with error: exit status 7");
        assertThat(platform.invoke(Event.of("hang").within(Duration.ofSeconds(3)))
                        .errorType())
                .isEqualTo("OpenRuntime.HandlerTimeout");
        assertThat(platform.invoke("after").text()).isEqualTo("after");
        assertThat(program.isAlive()).isTrue();
        assertThat(platform.hasInitError()).isFalse();
    }

    /** The largest response that there can be, one byte more, and the next. */
    private static void assertSizes(ScriptedPlatform platform, IntFunction<String> asking) {
        assertThat(platform.invoke(asking.apply(MOST_BYTES)).body()).hasSize(MOST_BYTES);
        Outcome over = platform.invoke(asking.apply(MOST_BYTES + 1));
        assertThat(over.errorType()).isEqualTo("Function.ResponseSizeTooLarge");
        assertThat(over.errorMessage()).contains("(6291557 bytes)");
        assertThat(platform.invoke(asking.apply(10)).body()).hasSize(10);
    }

    @Test
    void shouldPassOnWhatTheJavaClientSaysWhenItsHandlerCannotBeLoaded() {
        ScriptedPlatform platform = bench.platform();
        Program _ = bench.bootstrap()
                .config(RemoteJava.handler("NoSuchFunction::handleRequest"))
                .start(platform);

        Outcome outcome = platform.invoke("{}");

        assertThat(outcome.errorType()).isEqualTo("java.lang.ClassNotFoundException");
        assertThat(outcome.errorMessage()).contains("dev.openruntime.it.NoSuchFunction");
        assertThat(outcome.request().header("lambda-runtime-function-error-type"))
                .contains("Runtime.BadFunctionCode");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldRunTheNodeClientAndReplaceItWhenItEnds(int stages) {
        ScriptedPlatform platform = bench.platform();
        installNodeClient();
        Path _ = bench.file("index.mjs", NODE_FUNCTION);
        Program program = bench.bootstrap()
                .config(nodeHandler("index.handler") + (stages == 0 ? "" : STAGES))
                .env("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/tested")
                .env("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
                .start(platform);

        Outcome echo = platform.invoke("{\"name\":\"Zoë\"}");
        Outcome failure = platform.invoke("{\"do\":\"fail\"}");
        Outcome exit = platform.invoke("{\"do\":\"exit\"}");
        Outcome hung = platform.invoke(Event.of("{\"do\":\"hang\"}").within(Duration.ofSeconds(3)));
        assertSizes(platform, size -> "{\"do\":\"bytes\",\"size\":" + size + "}");
        Outcome again = platform.invoke("{\"name\":\"Grace\"}");

        assertThat(echo.json().path("event").path("name").asText()).isEqualTo("Zoë");
        assertThat(failure.errorType()).isEqualTo("RangeError");
        assertThat(failure.errorMessage()).isEqualTo("out of range");
        assertThat(exit.errorType()).isEqualTo("Runtime.ExitError");
        assertThat(hung.errorType()).isEqualTo("OpenRuntime.HandlerTimeout");
        assertThat(again.json().path("event").path("name").asText()).isEqualTo("Grace");
        String _ = program.awaitLine(line -> line.contains("said by the function"));
    }

    @Test
    void shouldPassOnWhatTheNodeClientStreamsWhenThreeStagesAreAroundIt() {
        ScriptedPlatform platform = bench.platform();
        installNodeClient();
        Path _ = bench.file("index.mjs", NODE_STREAM);
        Program program = bench.bootstrap()
                .config(nodeHandler("index.handler") + STAGES)
                .env("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/tested")
                .env("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
                .start(platform);

        Outcome http = platform.invoke("{\"http\":true}");
        Outcome large = platform.invoke("{\"large\":true}");
        Outcome broken = platform.invoke("{\"fail\":true}");
        Outcome again = platform.invoke("{}");

        assertThat(http.text())
                .isEqualTo("{\"statusCode\":201,\"headers\":{\"x-by\":\"node\"}}" + "\0".repeat(8)
                        + "part 0, part 1, part 2, end");
        assertThat(http.request().header("content-type"))
                .contains("application/vnd.awslambda.http-integration-response");
        assertThat(large.body()).hasSize(24 + 8_000_000);
        assertThat(broken.text()).isEqualTo("part 0, part 1, part 2, ");
        assertThat(broken.request().header("lambda-runtime-function-error-type"))
                .contains("RangeError");
        assertThat(again.text()).endsWith("end");
        assertThat(program.timeline().ofType("invocation"))
                .allSatisfy(line -> assertThat(line.has("streamedBytes")).isTrue());
    }

    @Test
    void shouldReportTheInitErrorOfTheNodeClientWhenItsModuleThrowsWhileLoading() {
        ScriptedPlatform platform = bench.platform();
        installNodeClient();
        Path _ = bench.file("index.mjs", "throw new TypeError('not today');\n");
        Program program = bench.bootstrap()
                .config(nodeHandler("index.handler"))
                .on(platform)
                .start();

        Request error = platform.awaitInitError();

        assertThat(error.text()).contains("TypeError", "not today");
        assertThat(program.awaitExit()).isNotZero();
    }

    /** By the example's own script, which compiles it once for all that use it. */
    private void installNodeClient() {
        Path folder =
                bench.copyFolder(Distribution.home().resolve("config-examples").resolve("unmodified-node"));
        Program installer =
                bench.program(folder.resolve("build").toString()).withCaches().start();
        assertThat(installer.awaitExit(TO_COMPILE)).as(installer.errors()).isZero();
    }

    private static String nodeHandler(String handler) {
        return """
                handler:
                  command: [unmodified-node/target/node_modules/.bin/aws-lambda-ric, %s]
                  protocol: runtime-api
                  restart: { backoff: { initial: 10ms, max: 20ms } }
                """.formatted(handler);
    }
}
