package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.DevServer;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A runtime that nobody here wrote, the official Java client, runs under the emulator as it does in the cloud. */
final class OfficialClientIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An extension as a shell programmer writes one. */
    private static final String WATCHER = """
            #!/bin/bash
            api=http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension
            id=$(curl -s -D - -o /dev/null -H 'Lambda-Extension-Name: watcher' -d '{"events":["INVOKE","SHUTDOWN"]}' \
                $api/register | tr -d '\\r' | sed -n 's/^lambda-extension-identifier: //Ip')
            while :; do
                event=$(curl -s -H "Lambda-Extension-Identifier: $id" $api/event/next)
                case $event in
                    *'"INVOKE"'*) echo INVOKE ;;
                    *'"spindown"'*) echo SHUTDOWN spindown; exit 0 ;;
                    *) echo "unexpected: $event"; exit 1 ;;
                esac
            done
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldAnswerFailAndTimeOutAsInTheCloudWhenTheOfficialClientIsTheBootstrap() throws Exception {
        Program program = start("--timeout", "6s");
        String address = DevServer.address(program);

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> greeting = invoke(client, address, "{\"name\":\"Ada\"}");
            HttpResponse<String> failure = invoke(client, address, "{\"fail\":\"that\"}");
            HttpResponse<String> timeout = invoke(client, address, "{\"hang\":true}");
            HttpResponse<String> again = invoke(client, address, "{\"name\":\"Grace\"}");

            assertGreeting(greeting, "Ada");
            assertThat(failure.statusCode()).isEqualTo(200);
            assertThat(failure.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
            JsonNode error = Json.read(failure.body());
            assertThat(error.path("errorType").asText()).isEqualTo("java.lang.IllegalArgumentException");
            assertThat(error.path("errorMessage").asText()).isEqualTo("cannot do that");
            assertThat(error.path("stackTrace")).isNotEmpty();
            assertThat(timeout.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
            assertThat(timeout.body()).contains("Task timed out after 6.00 seconds");
            assertGreeting(again, "Grace");
        }
        assertThat(program.errors()).contains("greeting", "REPORT RequestId: ", "Status: timeout");
        program.signal("INT");
        assertThat(program.awaitExit()).isZero();
        bench.awaitNoProcess();
    }

    @Test
    void shouldTellAnExtensionScriptOfInvocationsAndTheEndBesideTheOfficialClient() throws Exception {
        Path script = bench.file("extensions/watcher", WATCHER);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Program program = start("--timeout", "30s");
        String address = DevServer.address(program);

        try (HttpClient client = HttpClient.newHttpClient()) {
            assertGreeting(invoke(client, address, "{\"name\":\"Ada\"}"), "Ada");
            assertGreeting(invoke(client, address, "{\"name\":\"Grace\"}"), "Grace");
        }
        program.signal("INT");

        assertThat(program.awaitExit()).isZero();
        assertThat(program.errors().lines().filter(line -> line.contains("[watcher] INVOKE")))
                .hasSize(2);
        assertThat(program.errors()).contains("[watcher] SHUTDOWN spindown");
        bench.awaitNoProcess();
    }

    private Program start(String... settings) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> arguments = new ArrayList<>(List.of("dev", bench.folder().toString(), "--port", "0"));
        arguments.addAll(List.of(settings));
        arguments.addAll(List.of(
                "--handler",
                "dev.openruntime.it.RemoteFunction::handleRequest",
                "--function-name",
                "remote",
                "--command",
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                "dev.openruntime.it.RemoteFunction::handleRequest"));
        return bench.openRuntime(arguments.toArray(String[]::new)).start();
    }

    private static void assertGreeting(HttpResponse<String> response, String name) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Amz-Function-Error")).isEmpty();
        JsonNode greeting = Json.read(response.body());
        assertThat(greeting.path("greeting").asText()).isEqualTo("hello, " + name);
        assertThat(greeting.path("functionName").asText()).isEqualTo("remote");
        assertThat(response.headers().firstValue("x-amzn-RequestId"))
                .contains(greeting.path("requestId").asText());
    }

    private static HttpResponse<String> invoke(HttpClient client, String address, String event)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://" + address + "/2015-03-31/functions/remote/invocations");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
