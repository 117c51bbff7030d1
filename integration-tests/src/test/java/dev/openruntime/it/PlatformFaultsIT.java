package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Reply;
import dev.openruntime.it.bench.Request;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the platform says is passed on; what it refuses is survived; where it fails, the program ends. */
final class PlatformFaultsIT {

    private static final int SOURCE_FAILED = 3;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldEndWithAStatusOfItsOwnWhenNextAnswersAnError() {
        Reply internal = Reply.of(500, "{\"errorType\":\"InternalServerError\",\"errorMessage\":\"gone\"}");
        Reply forbidden = Reply.of(403, "{\"errorType\":\"InvalidStateTransition\",\"errorMessage\":\"not now\"}");

        assertThat(endsAfter(internal)).contains("status 500", "gone");
        assertThat(endsAfter(forbidden)).contains("status 403", "not now");
    }

    @Test
    void shouldEndWithAStatusOfItsOwnWhenNextAnswersGarbage() {
        assertThat(endsAfter(Reply.raw("220 mail.example.com ESMTP\r\n\r\n"))).contains("next");
        assertThat(endsAfter(Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")))
                .contains("next");
        assertThat(endsAfter(Reply.of(200, "{\"no\":\"request id\"}"))).contains("request id");
    }

    @Test
    void shouldEndWithAStatusOfItsOwnWhenThePlatformGoesAway() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);

        platform.close();

        assertThat(program.awaitExit()).isEqualTo(SOURCE_FAILED);
        bench.awaitNoProcess();
    }

    @Test
    void shouldEndWithAStatusOfItsOwnWhenNobodyListens() {
        ScriptedPlatform platform = bench.platform();
        platform.close();
        Program program =
                bench.bootstrap().config(Workers.BARE_HANDLER).on(platform).start();

        assertThat(program.awaitExit()).isEqualTo(SOURCE_FAILED);
        bench.awaitNoProcess();
    }

    @Test
    void shouldEndWithAStatusOfItsOwnWhenAPostIsAnsweredWith500() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);
        platform.answerPost(Reply.of(500, "{}"));

        Outcome _ = platform.invoke("1");

        assertThat(program.awaitExit()).isEqualTo(SOURCE_FAILED);
        bench.awaitNoProcess();
    }

    @Test
    void shouldGoOnWhenAPostIsRefused() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);

        for (int status : new int[] {400, 403, 413, 410}) {
            platform.awaitNext(); // the post before is answered then
            platform.answerPost(Reply.of(status, "{\"errorType\":\"Refused\"}"));
            assertThat(platform.invoke("\"refused\"").text()).isEqualTo("\"refused\"");
            assertThat(platform.invoke("\"next\"").text()).isEqualTo("\"next\"");
            String _ = program.awaitLine(line -> line.contains("status " + status) && line.contains("Refused"));
        }
        assertThat(program.isAlive()).isTrue();
    }

    @Test
    void shouldUseOneConnectionWhenThePlatformKeepsItAlive() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);

        for (int i = 0; i < 20; i++) {
            Outcome _ = platform.invoke("{\"i\":" + i + "}");
        }
        platform.awaitNext();

        List<Integer> connections =
                runtimeRequests(platform).map(Request::connection).distinct().toList();
        assertThat(connections).hasSize(1);
        assertThat(runtimeRequests(platform)).allSatisfy(request -> {
            assertThat(request.header("expect")).isEmpty();
            assertThat(request.header("user-agent").orElse("")).startsWith("open-runtime/");
        });
    }

    @Test
    void shouldHoldNoMoreDescriptorsWhenManyEventsHavePassed() throws IOException {
        ScriptedPlatform platform = bench.platform();
        String stage = Workers.middleware(Workers.bareStage("stage", "replace"));
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER + stage).start(platform);
        for (int i = 0; i < 50; i++) {
            Outcome _ = platform.invoke("{\"i\":" + i + "}");
        }
        long before = descriptors(program);

        for (int i = 0; i < 500; i++) {
            assertThat(platform.invoke("{\"i\":" + i + "}").text()).isEqualTo("{\"i\":" + i + "}");
        }

        assertThat(descriptors(program)).isLessThanOrEqualTo(before + 5);
    }

    @Test
    void shouldConnectAnewWhenThePlatformClosesTheConnectionBetweenRequests() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);
        Reply accepted = Reply.of(202, "{}");
        platform.answerPost(new Reply(accepted.bytes(), true));

        Outcome _ = platform.invoke("\"then it hangs up\"");

        assertThat(platform.invoke("\"next\"").text()).isEqualTo("\"next\"");
        assertThat(program.isAlive()).isTrue();
    }

    @Test
    void shouldCarryEveryHeaderIntoTheContextWhenThePlatformSendsThem() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        bench.bootstrap().config(Workers.NODE_HANDLER).start(platform);
        String trace = "Root=1-5e1b4151-43a0913a12345678901234567;Parent=0123456789abcdef;Sampled=1";
        Event event = Event.of("{\"do\":\"context\"}")
                .with("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:123456789012:function:f:live")
                .with("Lambda-Runtime-Trace-Id", trace)
                .with("Lambda-Runtime-Client-Context", "{\"client\":{\"app_title\":\"Gr\u00fc\u00dfe\"}}")
                .with(
                        "Lambda-Runtime-Cognito-Identity",
                        "{\"cognitoIdentityId\":\"id\",\"cognitoIdentityPoolId\":\"pool\"}")
                .with("Lambda-Runtime-Aws-Tenant-Id", "tenant-7");

        var sent = platform.send(event);
        JsonNode context = Json.read(sent.outcome().text());

        assertThat(context.path("awsRequestId").asText()).isEqualTo(sent.requestId());
        assertThat(context.path("invokedFunctionArn").asText()).endsWith("function:f:live");
        assertThat(context.path("traceId").asText()).isEqualTo(trace);
        assertThat(context.path("clientContext")
                        .path("client")
                        .path("app_title")
                        .asText())
                .isEqualTo("Gr\u00fc\u00dfe");
        assertThat(context.path("identity").path("cognitoIdentityPoolId").asText())
                .isEqualTo("pool");
        assertThat(context.path("tenantId").asText()).isEqualTo("tenant-7");
        assertThat(context.path("functionName").asText()).isEqualTo("tested");
        assertThat(context.path("remaining").asLong()).isBetween(60_000L, 120_000L);
    }

    @Test
    void shouldTreatAbsentAndEmptyHeadersAlikeWhenThePlatformSendsNothing() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        bench.bootstrap().config(Workers.NODE_HANDLER).start(platform);
        Event full = Event.of("{\"do\":\"context\"}")
                .with("Lambda-Runtime-Trace-Id", "Root=1-2-3")
                .with("Lambda-Runtime-Client-Context", "{}");
        Event absent = Event.of("{\"do\":\"context\"}");
        Event empty = absent.with("Lambda-Runtime-Invoked-Function-Arn", "")
                .with("Lambda-Runtime-Trace-Id", "")
                .with("Lambda-Runtime-Client-Context", "")
                .with("Lambda-Runtime-Cognito-Identity", "")
                .with("Lambda-Runtime-Aws-Tenant-Id", "");

        Outcome _ = platform.invoke(full);
        JsonNode first = platform.invoke(absent).json();
        JsonNode second = platform.invoke(empty).json();

        for (String name : new String[] {"clientContext", "identity", "tenantId", "invokedFunctionArn"}) {
            assertThat(first.path(name).isValueNode()
                            && !first.path(name).asText("").isEmpty())
                    .as("%s in %s", name, first)
                    .isEqualTo(first.path(name).isNull());
            assertThat(second.path(name)).as(name).isEqualTo(first.path(name));
        }
        assertThat(first.path("traceId").isNull()).isTrue();
        assertThat(second.path("traceId").isNull()).isTrue();
    }

    @Test
    void shouldPassTheContentTypesOnWhenTheyAreNotJson() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);

        Outcome outcome = platform.invoke(Event.of("a,b\n").with("Content-Type", "text/csv"));

        assertThat(outcome.text()).isEqualTo("a,b\n");
        assertThat(outcome.request().header("content-type")).contains("application/json");
    }

    /** What it said before it ended. */
    private String endsAfter(Reply reply) {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);
        assertThat(platform.invoke("1").text()).isEqualTo("1");
        platform.awaitNext();

        platform.answerNext(reply);

        assertThat(program.awaitExit()).isEqualTo(SOURCE_FAILED);
        bench.awaitNoProcess();
        return program.output() + program.errors();
    }

    private static long descriptors(Program program) throws IOException {
        Path folder = Path.of("/proc", Long.toString(program.timeline().supervisorPid()), "fd");
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static Stream<Request> runtimeRequests(ScriptedPlatform platform) {
        return platform.requests().stream().filter(request -> request.path().contains("/runtime/"));
    }
}
