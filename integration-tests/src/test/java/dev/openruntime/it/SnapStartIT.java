package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.DevServer;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Program;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The environment is kept as a snapshot, and restored for its first event. */
final class SnapStartIT {

    private static final String SAY = "{\"name\":\"Ada\"}";

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldLetTheJavaClientRunItsHooksAroundTheSnapshotBehindAStage() throws Exception {
        bench.file(
                "open-runtime.yaml",
                RemoteJava.handler("RemoteSnapshot::handleRequest")
                        + Workers.middleware(Workers.bareStage("stage", "continue")));
        DevServer server = DevServer.start(bench, "--timeout", "30s", "--snap-start");
        String before = server.shown();

        String first = invoke(server, SAY);
        String exit = invoke(server, "{\"exit\":true}");
        String replaced = invoke(server, SAY);

        assertThat(before).contains("before the snapshot").doesNotContain("after the restore");
        assertThat(Json.read(first).path("kept").asBoolean()).isTrue();
        assertThat(Json.read(first).path("restored").asBoolean()).isTrue();
        assertThat(exit).contains("Runtime.ExitError");
        assertThat(Json.read(replaced).path("restored").asBoolean())
                .as("its process began after the restore")
                .isTrue();
    }

    @Test
    void shouldReportTheHooksErrorWhenTheJavaClientCannotGoOn() {
        bench.file("open-runtime.yaml", RemoteJava.handler("RemoteSnapshot::handleRequest"));
        Path event = bench.file("event.json", SAY);

        Program before = snapStart(event, "before");
        Program after = snapStart(event, "after");

        assertThat(before.awaitExit()).isNotZero();
        assertThat(before.errors()).contains("cannot do it before", "CheckpointException");
        assertThat(after.awaitExit()).isNotZero();
        assertThat(after.output() + after.errors()).contains("cannot do it after", "Runtime.AfterRestoreError");
    }

    @Test
    void shouldKeepAndRestoreAHandlerThatSpeaksFrames() {
        bench.copy("functions/web.mjs");
        bench.file("open-runtime.yaml", Workers.NODE_HANDLER);
        Path event = bench.file(
                "event.json",
                "{\"rawPath\":\"/login\",\"headers\":{},\"requestContext\":{\"http\":{\"method\":\"GET\"}}}");

        Program program = bench.openRuntime(
                        "invoke",
                        bench.folder().toString(),
                        "--snap-start",
                        "--handler",
                        "web.handler",
                        "--timeout",
                        "30s",
                        "--event",
                        event.toString())
                .start();

        assertThat(program.awaitExit()).as(program.errors()).isZero();
        assertThat(Json.read(program.output()).path("statusCode").asInt()).isEqualTo(302);
    }

    private Program snapStart(Path event, String fails) {
        return bench.openRuntime(
                        "invoke",
                        bench.folder().toString(),
                        "--snap-start",
                        "--timeout",
                        "30s",
                        "--env",
                        "FAIL=" + fails,
                        "--event",
                        event.toString())
                .start();
    }

    private static String invoke(DevServer server, String event) throws Exception {
        URI function = server.endpoint().resolve("/2015-03-31/functions/function/invocations");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(function)
                                    .POST(HttpRequest.BodyPublishers.ofString(event))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
