package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.DevServer;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The AWS SDK for JavaScript calls a function here as it would in the cloud; only its endpoint is another. */
final class JavaScriptSdkIT {

    private static final int CALLERS = 12;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldGetAnswersErrorsAndExceptionsAsInTheCloud() {
        Path folder = Path.of(System.getProperty("open-runtime.javascript", "src/test/javascript"));
        assumeTrue(
                Files.isDirectory(folder.resolve("node_modules")),
                "the SDK is not installed: call `npm ci` in " + folder);
        bench.copy("functions/index.mjs");
        bench.file("open-runtime.yaml", Workers.NODE_HANDLER);
        DevServer dev = DevServer.start(bench, "--timeout", "60s");

        Program script = bench.program(
                        "node",
                        folder.resolve("call.mjs").toString(),
                        dev.endpoint().toString())
                .start();

        assertThat(script.awaitExit()).as(script.errors()).isZero();
        JsonNode answers = Json.read(script.output());
        for (int i = 0; i < CALLERS; i++) {
            assertThat(answers.path("concurrent").path(i).asText()).isEqualTo("{\"caller\":" + i + "}");
        }
        assertAnswer(answers.path("plain"), 200, "", "{\"a\":1}");
        assertThat(answers.path("plain").path("version").asText()).isEqualTo("$LATEST");
        assertAnswer(answers.path("failed"), 200, "Unhandled", "\"errorType\":\"RangeError\"");
        assertAnswer(answers.path("event"), 202, "", "");
        assertAnswer(answers.path("dryRun"), 204, "", "");
        String id = answers.path("tail").path("requestId").asText();
        assertThat(answers.path("tail").path("log").asText())
                .contains("START RequestId: " + id, "logged by the function", "REPORT RequestId: " + id);
        assertThat(answers.path("context").path("payload").asText())
                .contains("\"name\":\"Zoë\"", "\"tenantId\":\"tenant 7\"", ":function:live\"");
        JsonNode streamed = answers.path("streamed");
        assertThat(streamed.path("payload").asText()).isEqualTo("{\"c\":3}");
        assertThat(streamed.path("version").asText()).isEqualTo("$LATEST");
        assertThat(streamed.path("complete")).isEmpty();
        assertThat(answers.path("streamedFailure")
                        .path("complete")
                        .path("ErrorDetails")
                        .asText())
                .contains("\"errorType\":\"RangeError\"");
        assertRefused(answers.path("unknown"), 404, "ResourceNotFoundException", "Function not found: ");
        assertRefused(
                answers.path("malformed"),
                400,
                "InvalidRequestContentException",
                "Could not parse request body into json: ");
        assertAnswer(answers.path("crashed"), 200, "Unhandled", "last words");
        assertAnswer(answers.path("after"), 200, "", "{\"b\":2}");
    }

    private static void assertAnswer(JsonNode answer, int status, String functionError, String payload) {
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.path("functionError").asText()).isEqualTo(functionError);
        assertThat(answer.path("payload").asText()).contains(payload);
        assertThat(answer.path("requestId").asText()).isNotEmpty();
    }

    private static void assertRefused(JsonNode answer, int status, String name, String message) {
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.path("name").asText()).isEqualTo(name);
        assertThat(answer.path("type").asText()).isEqualTo("User");
        assertThat(answer.path("message").asText()).startsWith(message);
    }
}
