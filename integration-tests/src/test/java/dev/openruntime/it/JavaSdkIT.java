package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.DevServer;
import dev.openruntime.it.bench.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** The AWS SDK for Java calls a function here as it would in the cloud; only its endpoint is another. */
final class JavaSdkIT {

    private static final int CALLERS = 12;

    @RegisterExtension
    final Bench bench = new Bench();

    @BeforeEach
    void writeFunction() {
        bench.copy("functions/index.mjs");
        bench.file("open-runtime.yaml", Workers.NODE_HANDLER);
    }

    @Test
    void shouldGetEachKindOfAnswerAsInTheCloud() {
        DevServer dev = DevServer.start(bench, "--timeout", "60s");
        try (LambdaClient lambda = client(dev)) {
            InvokeResponse plain = invoke(lambda, "{\"a\":1}");
            InvokeResponse failed = invoke(lambda, "{\"do\":\"throw\"}");
            InvokeResponse event = lambda.invoke(call("{\"do\":\"print\"}")
                    .invocationType(InvocationType.EVENT)
                    .build());
            InvokeResponse dryRun = lambda.invoke(
                    call("{}").invocationType(InvocationType.DRY_RUN).build());

            assertThat(plain.statusCode()).isEqualTo(200);
            assertThat(plain.payload().asUtf8String()).isEqualTo("{\"a\":1}");
            assertThat(plain.executedVersion()).isEqualTo("$LATEST");
            assertThat(plain.functionError()).isNull();
            assertThat(failed.statusCode()).isEqualTo(200);
            assertThat(failed.functionError()).isEqualTo("Unhandled");
            assertThat(json(failed).path("errorType").asText()).isEqualTo("RangeError");
            assertThat(event.statusCode()).isEqualTo(202);
            assertThat(event.payload().asByteArray()).isEmpty();
            dev.awaitShown("logged by the function");
            assertThat(dryRun.statusCode()).isEqualTo(204);
            assertThat(lambda.getFunction(request -> request.functionName("function"))
                            .configuration()
                            .stateAsString())
                    .isEqualTo("Active");
        }
    }

    @Test
    void shouldGetTheLogAndHandOverTheContext() {
        DevServer dev = DevServer.start(bench, "--timeout", "60s");
        try (LambdaClient lambda = client(dev)) {
            String context = "{\"custom\":{\"name\":\"Zoë\"}}";
            InvokeResponse printed = lambda.invoke(
                    call("{\"do\":\"print\"}").logType(LogType.TAIL).build());
            InvokeResponse told = lambda.invoke(call("{\"do\":\"context\"}")
                    .clientContext(Base64.getEncoder().encodeToString(context.getBytes(StandardCharsets.UTF_8)))
                    .qualifier("live")
                    .tenantId("tenant 7")
                    .build());

            String log = new String(Base64.getDecoder().decode(printed.logResult()), StandardCharsets.UTF_8);
            String id = printed.responseMetadata().requestId();
            assertThat(log)
                    .startsWith("START RequestId: " + id + " Version: $LATEST\n")
                    .contains("logged by the function", "\nEND RequestId: " + id + "\nREPORT RequestId: " + id + "\t");
            assertThat(json(told)
                            .path("clientContext")
                            .path("custom")
                            .path("name")
                            .asText())
                    .isEqualTo("Zoë");
            assertThat(json(told).path("invokedFunctionArn").asText()).endsWith(":function:live");
            assertThat(json(told).path("tenantId").asText()).isEqualTo("tenant 7");
        }
    }

    @Test
    void shouldGetTheSdksOwnExceptionsWhenACallIsRefused() {
        DevServer dev = DevServer.start(bench);
        try (LambdaClient lambda = client(dev)) {
            assertThatExceptionOfType(ResourceNotFoundException.class)
                    .isThrownBy(
                            () -> lambda.invoke(call("{}").functionName("other").build()))
                    .withMessageContaining("Function not found: arn:aws:lambda:us-east-1:012345678912:function:other")
                    .satisfies(refused -> assertThat(refused.requestId()).isNotEmpty());
            assertThatExceptionOfType(InvalidRequestContentException.class)
                    .isThrownBy(() -> invoke(lambda, "{no json"))
                    .withMessageContaining("Could not parse request body into json")
                    .satisfies(refused -> assertThat(refused.type()).isEqualTo("User"));
            assertThatExceptionOfType(InvalidRequestContentException.class)
                    .isThrownBy(
                            () -> lambda.invoke(call("{}").clientContext("bm8=").build()))
                    .withMessageContaining("Client context must be a valid Base64-encoded JSON object");
            assertThatExceptionOfType(RequestTooLargeException.class)
                    .isThrownBy(() -> lambda.invoke(call("\"" + "x".repeat(1024 * 1024) + "\"")
                            .invocationType(InvocationType.EVENT)
                            .build()));
        }
    }

    @Test
    void shouldServeCallersAtTheSameTimeAndGoOnAfterACrash() throws Exception {
        DevServer dev = DevServer.start(bench, "--timeout", "60s");
        try (LambdaClient lambda = client(dev);
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<InvokeResponse>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String event = "{\"caller\":" + i + "}";
                answers.add(callers.submit(() -> invoke(lambda, event)));
            }
            for (int i = 0; i < CALLERS; i++) {
                assertThat(answers.get(i).get().payload().asUtf8String()).isEqualTo("{\"caller\":" + i + "}");
            }

            InvokeResponse crashed = invoke(lambda, "{\"do\":\"crash\"}");
            InvokeResponse after = invoke(lambda, "{\"b\":2}");

            assertThat(crashed.functionError()).isEqualTo("Unhandled");
            assertThat(crashed.payload().asUtf8String()).contains("last words");
            assertThat(after.functionError()).isNull();
            assertThat(after.payload().asUtf8String()).isEqualTo("{\"b\":2}");
        }
    }

    @Test
    void shouldInitialiseAgainWhenInitFailed() {
        bench.file("index.mjs", "throw new TypeError('no database');");
        DevServer dev = DevServer.start(bench, "--timeout", "60s");
        try (LambdaClient lambda = client(dev)) {
            InvokeResponse failed = invoke(lambda, "{}");
            bench.copy("functions/index.mjs");
            InvokeResponse after = invoke(lambda, "{\"b\":2}");

            assertThat(failed.functionError()).isEqualTo("Unhandled");
            assertThat(failed.payload().asUtf8String()).contains("TypeError", "no database");
            assertThat(after.payload().asUtf8String()).isEqualTo("{\"b\":2}");
        }
    }

    private static InvokeResponse invoke(LambdaClient lambda, String event) {
        return lambda.invoke(call(event).build());
    }

    private static InvokeRequest.Builder call(String event) {
        return InvokeRequest.builder().functionName("function").payload(SdkBytes.fromUtf8String(event));
    }

    private static JsonNode json(InvokeResponse response) {
        return Json.read(response.payload().asUtf8String());
    }

    private static LambdaClient client(DevServer dev) {
        return LambdaClient.builder()
                .endpointOverride(dev.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .overrideConfiguration(settings -> settings.apiCallTimeout(Duration.ofSeconds(90)))
                .build();
    }
}
