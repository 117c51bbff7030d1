package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionsApiTest {
    private static final String ROOT = "/2020-01-01/extension/";
    private static final String IDENTIFIER = "Lambda-Extension-Identifier";

    private ApiFixture api;

    @BeforeEach
    void open() throws Exception {
        api = new ApiFixture();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void shouldRegisterAndDescribeTheFunction() throws Exception {
        HttpResponse<String> answer = register("one", "{\"events\":[]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"functionName\":\"function\",\"functionVersion\":\"$LATEST\","
                        + "\"handler\":\"index.handler\"}\n");
        assertThat(answer.headers().firstValue(IDENTIFIER).map(UUID::fromString))
                .isPresent();
    }

    @Test
    void shouldTellTheAccountToWhoAcceptsIt() throws Exception {
        HttpResponse<String> answer = api.send(api.request(ROOT + "register")
                .header("Lambda-Extension-Name", "one")
                .header("Lambda-Extension-Accept-Feature", "other, accountId")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(answer.body()).contains("\"accountId\":\"012345678912\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"events":["SHUTDOWN"]}  | Extension.InvalidEventType
                    {"events":["OTHER"]}     | Extension.InvalidEventType
                    {"events":               | InvalidRequestFormat
                    []                       | InvalidRequestFormat
                    {"events":"INVOKE"}      | InvalidRequestFormat
                    {"configurationKeys":[1]}| InvalidRequestFormat
                    """)
    void shouldRefuseRegistrationItCannotHonour(String body, String errorType) throws Exception {
        assertRefused(register("one", body), errorType);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"events":null} |
                    {}              |
                    {"configurationKeys":[],"more":{"a":[1]}} |
                    """)
    void shouldRegisterForNoEvents(String body) throws Exception {
        assertThat(register("one", body).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseRegistrationWithoutNameOrWithOneInUse() throws Exception {
        register("one", "{}");

        assertRefused(api.post(ROOT + "register", "{}"), "Extension.InvalidExtensionName");
        assertRefused(register("one", "{}"), "Extension.InvalidExtensionState");
    }

    @Test
    void shouldRefuseTheEleventhExtension() throws Exception {
        for (int i = 1; i <= 10; i++) {
            assertThat(register("extension-" + i, "{}").statusCode()).isEqualTo(200);
        }

        assertRefused(register("extension-11", "{}"), "Extension.TooManyExtensions");
    }

    @Test
    void shouldCloseRegistrationWithTheFirstNextOfTheRuntime() throws Exception {
        api.waitInNext();
        api.awaitInit();

        assertRefused(register("late", "{}"), "Extension.RegistrationClosed");
    }

    @Test
    void shouldRefuseCallersItDoesNotKnow() throws Exception {
        assertRefused(api.get(ROOT + "event/next"), "Extension.MissingExtensionIdentifier");
        assertRefused(api.send(as("no-uuid", "event/next").GET()), "Extension.InvalidExtensionIdentifier");
        assertRefused(
                api.send(as(UUID.randomUUID().toString(), "event/next").GET()), "Extension.UnknownExtensionIdentifier");
        assertRefused(api.post(ROOT + "exit/error", ""), "Extension.MissingExtensionIdentifier");
    }

    @Test
    void shouldNotFinishInitBeforeEveryExtensionListens() throws Exception {
        String quiet = identifierOf(register("quiet", "{\"events\":[]}"));
        api.waitInNext();
        await().atMost(ApiFixture.PATIENCE)
                .untilAsserted(
                        () -> assertThat(api.session.runtime().waitingCalls()).isEqualTo(1));

        Monitor.Wait early = api.session.awaitInit(Deadline.in(Duration.ZERO));
        CompletableFuture<HttpResponse<String>> listening = listen(quiet);

        assertThat(early).isInstanceOf(Monitor.Wait.TimedOut.class);
        assertThat(api.awaitInit()).isInstanceOf(Monitor.Wait.Done.class);
        assertThat(listening).isNotDone();
    }

    @Test
    void shouldTellSubscribersOfEachEventAndWaitForThem() throws Exception {
        String quiet = identifierOf(register("quiet", "{\"events\":[]}"));
        String keen = identifierOf(register("keen", "{\"events\":[\"INVOKE\"]}"));
        CompletableFuture<HttpResponse<String>> quietly = listen(quiet);
        CompletableFuture<HttpResponse<String>> keenly = listen(keen);
        api.running("id-1");

        HttpResponse<String> event = keenly.get(ApiFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        api.post("/2018-06-01/runtime/invocation/id-1/response", "{}");
        api.waitInNext();
        await().atMost(ApiFixture.PATIENCE)
                .untilAsserted(
                        () -> assertThat(api.session.runtime().waitingCalls()).isEqualTo(1));
        Monitor.Wait early = api.session.awaitEnd(Deadline.in(Duration.ZERO));
        startListening(keen);

        assertThat(event.body())
                .isEqualTo("{\"eventType\":\"INVOKE\",\"deadlineMs\":1700000000000,\"requestId\":\"id-1\","
                        + "\"invokedFunctionArn\":\"arn:aws:lambda:us-east-1:012345678912:function:function\","
                        + "\"tracing\":{\"type\":\"X-Amzn-Trace-Id\","
                        + "\"value\":\"Root=1-00000000-000000000000000000000000\"}}\n");
        assertThat(event.headers().firstValue("Lambda-Extension-Event-Identifier"))
                .isPresent();
        assertThat(early).isInstanceOf(Monitor.Wait.TimedOut.class);
        assertThat(api.session.awaitEnd(Deadline.in(ApiFixture.PATIENCE))).isInstanceOf(Monitor.Wait.Done.class);
        assertThat(quietly).isNotDone();
    }

    @Test
    void shouldLetAnExtensionComeBackWhoseConnectionBroke() throws Exception {
        String keen = identifierOf(register("keen", "{\"events\":[\"INVOKE\"]}"));
        try (Socket dead = api.connect()) {
            dead.getOutputStream()
                    .write(("GET " + ROOT + "event/next HTTP/1.1\r\nHost: x\r\n" + IDENTIFIER + ": " + keen
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            api.waitInNext();
            api.awaitInit();
        }

        await().atMost(ApiFixture.PATIENCE)
                .untilAsserted(
                        () -> assertThat(api.session.extensions().stateOf(keen)).contains(ExtensionState.AWAY));

        api.dispatch("id-1");
        HttpResponse<String> event = listen(keen).get(ApiFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(event.body()).contains("id-1");
    }

    @ParameterizedTest
    @CsvSource({"init/error,Extension.InitError", "exit/error,Extension.ExitError"})
    void shouldFailTheEnvironmentWhenAnExtensionReportsAnError(String call, String errorType) throws Exception {
        String one = identifierOf(register("one", "{}"));

        HttpResponse<String> unnamed = api.send(as(one, call).POST(HttpRequest.BodyPublishers.noBody()));
        HttpResponse<String> first = fail(one, call);
        HttpResponse<String> again = fail(one, call);

        assertRefused(unnamed, "Extension.MissingHeader");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(api.awaitInit())
                .isInstanceOfSatisfying(
                        Monitor.Wait.Failed.class,
                        failed -> assertThat(
                                        failed.fault().error(Optional.empty()).errorType())
                                .isEqualTo(errorType));
    }

    @Test
    void shouldRefuseInitErrorOfAListener() throws Exception {
        String one = identifierOf(register("one", "{}"));
        startListening(one);
        api.waitInNext();
        api.awaitInit();

        assertRefused(fail(one, "init/error"), "Extension.InvalidExtensionState");
    }

    @ParameterizedTest
    @CsvSource({
        "/2022-07-01/telemetry,Telemetry,2022-12-13,ValidationError",
        "/2020-08-15/logs,Logs,2021-03-18,Logs.ValidationError"
    })
    void shouldTakeSubscriptionsDuringInitOnly(String path, String name, String version, String invalid)
            throws Exception {
        String one = identifierOf(register("one", "{}"));
        startListening(one);
        String valid = "{\"schemaVersion\":\"" + version + "\",\"types\":[\"platform\"],"
                + "\"destination\":{\"protocol\":\"TCP\",\"port\":1}}";

        HttpResponse<String> during = subscribe(path, one, valid);
        HttpResponse<String> empty = subscribe(path, one, "{}");
        api.waitInNext();
        api.awaitInit();
        HttpResponse<String> after = subscribe(path, one, valid);

        assertThat(during.statusCode()).isEqualTo(200);
        assertThat(during.body()).isEqualTo("\"OK\"");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).contains("\"errorType\":\"" + invalid + "\"", "schemaVersion is missing");
        assertRefused(after, name + ".SubscriptionClosed");
    }

    @Test
    void shouldTakeOneOfTheTwoApisOnly() throws Exception {
        String one = identifierOf(register("one", "{}"));
        String rest = ",\"types\":[\"function\"],\"destination\":{\"protocol\":\"TCP\",\"port\":1}}";
        subscribe("/2022-07-01/telemetry", one, "{\"schemaVersion\":\"2022-07-01\"" + rest);

        HttpResponse<String> other = subscribe("/2020-08-15/logs", one, "{\"schemaVersion\":\"2021-03-18\"" + rest);

        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("Logs.ValidationError", "uses the Telemetry API already");
    }

    @Test
    void shouldLetAnExternalExtensionHearOfTheEnd() throws Exception {
        api.session.extensions().expect("outside", Optional.empty());
        String outside = identifierOf(register("outside", "{\"events\":[\"SHUTDOWN\"]}"));
        CompletableFuture<HttpResponse<String>> listening = listen(outside);

        api.session
                .extensions()
                .shutDown(new ExtensionTask.Shutdown(ShutdownReason.TIMEOUT, Instant.ofEpochMilli(1_700_000_000_000L)));

        assertThat(listening
                        .get(ApiFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .body())
                .isEqualTo("{\"eventType\":\"SHUTDOWN\",\"shutdownReason\":\"timeout\","
                        + "\"deadlineMs\":1700000000000}\n");
    }

    private HttpResponse<String> register(String name, String body) throws Exception {
        return api.send(api.request(ROOT + "register")
                .header("Lambda-Extension-Name", name)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder as(String identifier, String call) {
        return api.request(ROOT + call).header(IDENTIFIER, identifier);
    }

    private CompletableFuture<HttpResponse<String>> listen(String identifier) {
        return api.sendLater(as(identifier, "event/next").GET());
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void startListening(String identifier) {
        listen(identifier);
    }

    private HttpResponse<String> fail(String identifier, String call) throws Exception {
        return api.send(as(identifier, call)
                .header("Lambda-Extension-Function-Error-Type", "Agent.Broke")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> subscribe(String path, String identifier, String body) throws Exception {
        return api.send(
                api.request(path).header(IDENTIFIER, identifier).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String identifierOf(HttpResponse<String> registered) {
        return registered.headers().firstValue(IDENTIFIER).orElseThrow();
    }

    private static void assertRefused(HttpResponse<String> answer, String errorType) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"errorType\":\"" + errorType + "\"");
    }
}
