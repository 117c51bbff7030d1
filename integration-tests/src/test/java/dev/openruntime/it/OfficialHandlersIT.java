package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Request;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Official clients, unmodified and unaware, are handlers behind the same middleware and governor as any other. */
final class OfficialHandlersIT {

    private static final int MOST_BYTES = 6_291_556;

    /** How a function is asked for a deed: its name and its one argument, in the form of a format string. */
    private static final String BY_WORDS = "%s %s";

    private static final String BY_MEMBER = "{\"%s\":\"%s\"}";

    @RegisterExtension
    final Bench bench = new Bench();

    private ScriptedPlatform platform;

    @BeforeEach
    void startThePlatform() {
        platform = bench.platform();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldRunAMapHandlerOfTheJavaClientAndOutliveItsEnds(int stages) {
        Program program = java("RemoteFunction", stages).start(platform);

        Outcome greeting = platform.invoke(Event.of("{\"name\":\"Zoë\"}")
                .with("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:1:function:remote"));

        assertThat(greeting.json().path("greeting").asText()).isEqualTo("hello, Zoë");
        assertThat(greeting.json().path("functionName").asText()).isEqualTo("tested");
        Outcome failure = assertDeeds(program, stages, BY_MEMBER);
        assertThat(failure.errorType()).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(failure.json().path("stackTrace")).isNotEmpty();
        String _ = program.awaitLine(line -> line.matches("\\S+\tINFO\thandler\tgreeting requestId=\\S+"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldRunAStreamHandlerOfTheJavaClientByteForByteAndOutliveItsEnds(int stages) {
        Program program = java("RemoteStream", stages).start(platform);
        byte[] bytes = {'a', 0, (byte) 0xff, '\r', '\n'};

        assertThat(platform.invoke(Event.of(bytes)).body()).isEqualTo(bytes);
        assertThat(platform.invoke(Event.of(new byte[MOST_BYTES])).body()).isEqualTo(new byte[MOST_BYTES]);
        Outcome failure = assertDeeds(program, stages, BY_WORDS);
        assertThat(failure.errorType()).isEqualTo("java.io.IOException");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldRunTheNodeClientAndOutliveItsEnds(int stages) {
        Program program = node(RemoteNode.FUNCTION, stages).start(platform);

        Outcome echo = platform.invoke("{\"name\":\"Zoë\"}");

        assertThat(echo.json().path("name").asText()).isEqualTo("Zoë");
        String _ = program.awaitLine(line -> line.contains("said by the function"));
        Outcome failure = assertDeeds(program, stages, BY_MEMBER);
        assertThat(failure.errorType()).isEqualTo("RangeError");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldPassOnWhatTheNodeClientStreams(int stages) {
        Program program = node(RemoteNode.STREAM, stages).start(platform);

        Outcome http = platform.invoke("{\"http\":true}");
        Outcome large = platform.invoke("{\"large\":true}");
        Outcome broken = platform.invoke("{\"fail\":true}");
        for (int i = 0; i < 3; i++) { // this client asks for the next event before it is told what came of a broken one
            assertThat(platform.invoke("{\"fail\":true}").text()).isEqualTo(broken.text());
        }
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
        assertThat(program.timeline().count("handler", "died")).isZero();
        Stages.assertSawEverything(platform, program, stages);
        assertThat(program.timeline().ofType("invocation"))
                .allSatisfy(line -> assertThat(line.has("streamedBytes")).isTrue());
    }

    /** Clients write each record as a whole, and so it comes to the platform. */
    @ParameterizedTest
    @ValueSource(strings = {"java", "node"})
    void shouldTakeTheRecordsOfTheClientsOneByOneWhereThePlatformTakesFrames(String client) throws IOException {
        boolean java = client.equals("java");
        if (!java) {
            RemoteNode.install(bench);
            Path _ = bench.file("index.mjs", RemoteNode.FUNCTION);
        }
        String bootstrap = Distribution.home().resolve("bootstrap").toString();
        Program program = bench.program("bash", "-c", "exec 62> >(exec cat >frames); exec \"$0\"", bootstrap)
                .config(java ? RemoteJava.handler("RemoteFunction::handleRequest") : RemoteNode.handler())
                .env("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/tested")
                .env("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
                .env("_LAMBDA_TELEMETRY_LOG_FD", "62")
                .start(platform);

        assertThat(platform.invoke("{\"name\":\"Grace\"}").isError()).isFalse();
        Outcome ended = platform.invoke("{\"exit\":\"1\"}");
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
        bench.awaitNoProcess();

        List<Frame> all = Frame.readAll(Files.readAllBytes(bench.folder().resolve("frames")));
        if (java) {
            assertThat(all).anyMatch(frame -> frame.text().matches("\\S+\tINFO\thandler\tgreeting requestId=\\S+"));
            assertThat(all)
                    .anyMatch(frame -> frame.text().matches("\\S+\tINFO\thandler\tin two\nlines requestId=\\S+"));
        } else {
            assertThat(all)
                    .anyMatch(frame ->
                            frame.text().matches("\\S+\tINFO\thandler\t.*said by the function requestId=\\S+"));
            assertThat(ended.text()).contains("said by the function");
        }
    }

    @ParameterizedTest
    @CsvSource({"RemoteFunction,0", "RemoteFunction,3", "RemoteStream,0", "RemoteStream,3"})
    void shouldReportTheInitErrorOfTheJavaClientWhenItsFunctionThrowsWhileLoading(String function, int stages) {
        Program program = java(function, stages)
                .env(RemoteJava.UNLOADABLE, "not today")
                .on(platform)
                .start();

        Request error = platform.awaitInitError();

        assertThat(error.text()).contains("java.lang.IllegalStateException", "not today");
        assertThat(error.header("lambda-runtime-function-error-type")).contains("Runtime.BadFunctionCode");
        assertThat(program.awaitExit()).isNotZero();
        bench.awaitNoProcess();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldPassOnWhatTheJavaClientSaysWhenThereIsNoSuchFunction(int stages) {
        Program _ = java("NoSuchFunction", stages).start(platform);

        Outcome outcome = platform.invoke("{}");

        assertThat(outcome.errorType()).isEqualTo("java.lang.ClassNotFoundException");
        assertThat(outcome.errorMessage()).contains("dev.openruntime.it.NoSuchFunction");
        assertThat(outcome.request().header("lambda-runtime-function-error-type"))
                .contains(stages == 0 ? "Runtime.BadFunctionCode" : "java.lang.ClassNotFoundException");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldReportTheInitErrorOfTheNodeClientWhenItsModuleThrowsWhileLoading(int stages) {
        Program program =
                node("throw new TypeError('not today');\n", stages).on(platform).start();

        Request error = platform.awaitInitError();

        assertThat(error.text()).contains("TypeError", "not today");
        assertThat(program.awaitExit()).isNotZero();
        bench.awaitNoProcess();
    }

    /**
     * Every client's function does the same when it is asked for it, and is replaced when it ends or hangs.
     *
     * @return the error of the deed {@code fail}
     */
    private Outcome assertDeeds(Program program, int stages, String asking) {
        Stages.assertMarked(platform.invoke(Stages.TO_BE_MARKED), stages);
        Outcome failure = platform.invoke(asking.formatted("fail", 7));
        assertThat(failure.isError()).isTrue();
        assertThat(failure.errorMessage()).isEqualTo("cannot do 7");
        assertThat(platform.invoke(asking.formatted("slow", 300)).text()).contains("slow but there");
        assertSizes(asking);
        int processes = program.timeline().pids("handler").size();
        Outcome hung = platform.invoke(Event.of(asking.formatted("hang", 0)).within(Duration.ofSeconds(2)));
        assertThat(hung.errorType()).isEqualTo("OpenRuntime.HandlerTimeout");
        assertExit(platform.invoke(asking.formatted("exit", 0)), "Runtime exited without providing a reason");
        assertExit(platform.invoke(asking.formatted("exit", 7)), "Runtime exited with error: exit status 7");
        Stages.assertMarked(platform.invoke(Stages.TO_BE_MARKED), stages);
        Stages.assertSawEverything(platform, program, stages);
        assertThat(program.timeline().pids("handler"))
                .as("one more after each end")
                .hasSize(processes + 3);
        assertThat(program.isAlive()).isTrue();
        assertThat(platform.hasInitError()).isFalse();
        return failure;
    }

    /** The largest event that there can be, the largest response, one byte more, and the next. */
    private void assertSizes(String asking) {
        int size = MOST_BYTES - asking.formatted("size", "").length();
        assertThat(platform.invoke(asking.formatted("size", "x".repeat(size))).text())
                .contains("size", Integer.toString(size));
        assertThat(platform.invoke(asking.formatted("bytes", MOST_BYTES)).body())
                .hasSize(MOST_BYTES);
        Outcome over = platform.invoke(asking.formatted("bytes", MOST_BYTES + 1));
        assertThat(over.errorType()).isEqualTo("Function.ResponseSizeTooLarge");
        assertThat(over.errorMessage()).contains("(6291557 bytes)");
        assertThat(platform.invoke(asking.formatted("bytes", 10)).body()).hasSize(10);
    }

    private static void assertExit(Outcome outcome, String message) {
        assertThat(outcome.errorType()).isEqualTo("Runtime.ExitError");
        assertThat(outcome.errorMessage()).endsWith(message);
    }

    private Setup java(String function, int stages) {
        return bench.bootstrap().config(RemoteJava.handler(function + "::handleRequest") + Stages.of(stages));
    }

    private Setup node(String module, int stages) {
        RemoteNode.install(bench);
        Path _ = bench.file("index.mjs", module);
        return bench.bootstrap()
                .config(RemoteNode.handler() + Stages.of(stages))
                .env("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/tested")
                .env("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
    }
}
