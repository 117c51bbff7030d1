package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvokeApiTest {
    private static final String PATH = "/2015-03-31/functions/function/invocations";
    private static final String ECHO = """
            if event == b'"fail"':
                fail(id, 'Function.Broken', '{"errorType":"E"}')
            elif event == b'"headers"':
                respond(id, json.dumps({k.lower(): v for k, v in _.items()}), {'Content-Type': 'application/vnd.x'})
            else:
                respond(id, event)
            """;

    @TempDir
    static Path folder;

    private EmulatorFixture fixture;

    @BeforeAll
    void start() throws Exception {
        fixture = EmulatorFixture.of(
                folder,
                EmulatorFixture.loopOf(ECHO),
                settings -> settings.functionName("shop").functionVersion("7"));
        fixture.emulator.init();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void shouldAnswerWithTheResponseAndItsHeaders() throws Exception {
        HttpResponse<String> answer = post(PATH, "{\"ü\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ü\":1}");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.headers().firstValue("X-Amz-Executed-Version")).contains("7");
        assertThat(answer.headers().firstValue("X-Amzn-Trace-Id").orElseThrow())
                .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
        assertThat(answer.headers().firstValue("X-Amz-Function-Error")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void shouldAnswerWithAFunctionsErrorAndStatus200() throws Exception {
        HttpResponse<String> answer = post(PATH, "\"fail\"");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"errorType\":\"E\"}");
        assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    }

    @Test
    void shouldHandHeadersAndQualifierToTheRuntime() throws Exception {
        String context = Base64.getEncoder().encodeToString("{\"client\":\n\"ü\"}".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(fixture.request(PATH + "?Qualifier=live")
                .header("X-Amz-Client-Context", context)
                .header("X-Amz-Tenant-Id", "tenant 7")
                .header("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("\"headers\"")));

        assertThat(answer.body())
                .contains("\"lambda-runtime-client-context\": \"{\\\"client\\\": \\\"\\\\u00fc\\\"}\"")
                .contains("\"lambda-runtime-aws-tenant-id\": \"tenant 7\"")
                .contains("\"lambda-runtime-trace-id\": \"Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1\"")
                .contains("function:shop:live\"")
                .contains("\"content-type\": \"application/json\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.x");
        assertThat(answer.headers().firstValue("X-Amzn-Trace-Id"))
                .contains("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");
    }

    @Test
    void shouldTakeAnEmptyBodyForAnEmptyObject() throws Exception {
        assertThat(post(PATH, "").body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "application/octet-stream, application/json",
        "application/x-www-form-urlencoded, application/json",
        "application/cloudevents+json; charset=utf-8, application/cloudevents+json; charset=utf-8"
    })
    void shouldTellTheRuntimeAJsonTypeWhateverTheCallerSays(String sent, String told) throws Exception {
        HttpResponse<String> answer = send(fixture.request(PATH)
                .header("Content-Type", sent)
                .POST(HttpRequest.BodyPublishers.ofString("\"headers\"")));

        assertThat(answer.body()).contains("\"content-type\": \"" + told + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "function",
                "shop:live",
                "shop:7",
                "shop:$LATEST",
                "arn:aws:lambda:us-east-1:012345678912:function:shop",
                "arn%3Aaws%3Alambda%3Aus-east-1%3A012345678912%3Afunction%3Ashop%3Alive",
                "012345678912:function:shop"
            })
    void shouldKnowTheFunctionByItsNames(String name) throws Exception {
        assertThat(post("/2015-03-31/functions/" + name + "/invocations", "1").body())
                .isEqualTo("1");
    }

    @Test
    void shouldNotFindAnotherFunction() throws Exception {
        assertRefused(
                post("/2015-03-31/functions/other/invocations", "1"),
                404,
                "ResourceNotFoundException",
                "Function not found: arn:aws:lambda:us-east-1:012345678912:function:other");
        assertRefused(
                post(PATH + "?Qualifier=8", "1"),
                404,
                "ResourceNotFoundException",
                "Function not found: arn:aws:lambda:us-east-1:012345678912:function:function:8");
    }

    @Test
    void shouldTakeTheLargestEventAndRefuseALargerOne() throws Exception {
        String largest = "\"" + "x".repeat(6 * 1024 * 1024 - 2) + "\"";

        assertThat(post(PATH, largest).body()).isEqualTo(largest);
        assertRefused(
                post(PATH, largest + " "),
                413,
                "RequestTooLargeException",
                "Request must be smaller than 6291456 bytes for the InvokeFunction operation; this one has 6291457");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "no json", "{} {}", "\u0001"})
    void shouldRefuseAnEventThatIsNoJsonWhateverItsTypeIsSaidToBe(String event) throws Exception {
        HttpResponse<String> answer = send(fixture.request(PATH)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofString(event)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("InvalidRequestContentException");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .startsWith("{\"Type\":\"User\",\"message\":\"Could not parse request body into json:"
                        + " Could not parse payload into json: ")
                .endsWith("\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Amz-Client-Context,***,InvalidRequestContentException",
        "X-Amz-Client-Context,bm8=,InvalidRequestContentException",
        "X-Amz-Client-Context,W10=,InvalidRequestContentException",
        "X-Amz-Log-Type,Head,InvalidParameterValueException",
        "X-Amz-Tenant-Id,a#b,InvalidParameterValueException",
        "X-Amz-Invocation-Type,Other,InvalidParameterValueException"
    })
    void shouldRefuseHeadersItCannotHonour(String name, String value, String type) throws Exception {
        HttpResponse<String> answer =
                send(fixture.request(PATH).header(name, value).POST(HttpRequest.BodyPublishers.ofString("1")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
    }

    @Test
    void shouldAnswerADryRunWithoutRunning() throws Exception {
        int before = fixture.platform.size();

        HttpResponse<String> answer = send(fixture.request(PATH)
                .header("X-Amz-Invocation-Type", "DryRun")
                .POST(HttpRequest.BodyPublishers.ofString("1")));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(fixture.platform.stream().skip(before)).noneMatch(line -> line.startsWith("START"));
    }

    @Test
    void shouldSayWhichPortCannotBeHad() {
        EmulatorConfig config = EmulatorConfig.builder(List.of("./bootstrap"), folder)
                .invokePort(fixture.emulator.invokePort())
                .build();

        assertThatIOException()
                .isThrownBy(() -> Emulator.start(config, (origin, line) -> {}))
                .withMessageStartingWith("cannot listen on 127.0.0.1:" + fixture.emulator.invokePort() + ": ");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(fixture.request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return fixture.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String type, String message) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.body()).matches("\\{\"Type\":\"User\",\"[Mm]essage\":\"" + Pattern.quote(message) + "\"}");
    }
}
