package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.DevServer;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Program;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every example does what its README says, by the command that its README shows. Each has a test whose name begins with
 * the example's.
 */
final class ExamplesIT {

    private static final int FEWEST_README_LINES = 5;
    private static final int MOST_README_LINES = 20;

    /** Go compiles its standard library first, into the cache of a home that is empty here. */
    private static final Duration TO_COMPILE = Duration.ofMinutes(3);

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void everyExampleHasATestAndAShortReadmeWithItsCommand() throws IOException {
        List<String> tests = Arrays.stream(ExamplesIT.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        try (Stream<Path> examples = Files.list(examples())) {
            assertThat(examples.filter(Files::isDirectory)).isNotEmpty().allSatisfy(example -> {
                String name = example.getFileName().toString();
                assertThat(tests).anyMatch(test -> test.startsWith(name.replace("-", "")));
                String readme = Files.readString(example.resolve("README.md"));
                assertThat(readme).contains("./open-runtime invoke config-examples/" + name);
                assertThat(readme.lines().count()).isBetween((long) FEWEST_README_LINES, (long) MOST_README_LINES);
            });
        }
    }

    @Test
    void quickstartShouldShowResponseAndTimeline() {
        Program program = invoke("quickstart");

        assertThat(program.awaitExit()).isZero();
        JsonNode response = Json.read(program.output());
        assertThat(response.path("statusCode").asInt()).isEqualTo(200);
        assertThat(response.path("body").asText()).contains("hello, Ada").doesNotContain("@");
        assertThat(response.path("headers").path("x-correlation-id").asText()).isEqualTo("quickstart-1");
        for (String child : new String[] {"handler", "correlation", "redact", "discovery", "greeter"}) {
            assertThat(program.errors().lines().filter(line -> line.contains(child)))
                    .anyMatch(line -> line.contains("ready") && line.contains(" ms"));
        }
        assertThat(program.errors().lines().map(String::strip))
                .anyMatch(line -> line.matches("first next at \\d+ ms"))
                .anyMatch(line -> line.matches("before +correlation .* ms"))
                .anyMatch(line -> line.matches("handle +handler .* ms"))
                .anyMatch(line -> line.matches("after +redact .* ms"))
                .anyMatch(line -> line.matches("after +correlation .* ms"))
                .anyMatch(line -> line.matches("post .* ms"));
        bench.awaitNoProcess();
    }

    @Test
    void quickstartShouldTellTheSameFactsWhenJsonIsAskedFor() {
        Program program = invoke("quickstart", "--json");

        assertThat(program.awaitExit()).isZero();
        JsonNode told = Json.read(program.output());
        assertThat(told.path("functionError").asBoolean(true)).isFalse();
        assertThat(told.path("response").path("statusCode").asInt()).isEqualTo(200);
        assertThat(told.path("init").path("children").findValuesAsText("name"))
                .containsExactlyInAnyOrder("handler", "correlation", "redact", "discovery", "greeter");
        assertThat(told.path("invocation").path("spans").findValuesAsText("hook"))
                .containsExactly("before", "handle", "after", "after", "post");
    }

    @Test
    void quickstartShouldSumUpWhenACountIsAskedFor() {
        Program program = invoke("quickstart", "--count", "20");

        assertThat(program.awaitExit()).isZero();
        assertThat(program.errors()).contains("20");
    }

    @Test
    void discoveryShouldTellWhereServicesAreAndWhoSaysSo() {
        Program program = invoke("discovery");

        assertThat(program.awaitExit()).isZero();
        JsonNode response = Json.read(program.output());
        assertThat(response.path("orders").asText()).startsWith("10.0.0.").endsWith(":8080 says file");
        assertThat(response.path("payments").asText()).isEqualTo("127.0.0.1:7002 says services");
    }

    @Test
    void benchNodeShouldReturnItsEventAndBeMeasured() {
        Program invoked = invoke("bench-node");

        assertThat(invoked.awaitExit()).isZero();
        assertThat(Json.read(invoked.output()).path("order").asInt()).isEqualTo(4711);

        Program measured = bench.openRuntime(
                        "bench",
                        examples().resolve("bench-node").toString(),
                        "--json",
                        "--count=20",
                        "--warm-up=5",
                        "--cold=1",
                        "--idle=100ms")
                .start();

        assertThat(measured.awaitExit()).as(measured.errors()).isZero();
        JsonNode side = Json.read(measured.output()).path("sides").path(0);
        assertThat(side.path("failed").asInt(-1)).isZero();
        assertThat(side.path("cold").path("firstNext").path("p50Ms").asDouble()).isPositive();
        assertThat(side.path("cold").path("end").path("p50Ms").asDouble()).isPositive();
        assertThat(side.path("warm").path("count").asInt()).isEqualTo(20);
        assertThat(side.path("memory").findValuesAsText("name"))
                .containsExactlyInAnyOrder("supervisor", "handler", "bootstrap");
        assertThat(side.path("withTimeline").path("summary").findValuesAsText("hook"))
                .containsExactly("handle", "post", "total");
        bench.awaitNoProcess();
    }

    @Test
    void helloPythonShouldGreet() {
        Program program = invoke("hello-python");

        assertThat(program.awaitExit()).isZero();
        JsonNode response = Json.read(program.output());
        assertThat(response.path("message").asText()).isEqualTo("hello, Grace");
        assertThat(response.path("remainingMs").asLong()).isBetween(1L, 2_500L);
        assertThat(program.errors()).contains("saying hello");
    }

    @Test
    void metricsShouldBePrintedAsOneLineThatCloudWatchReads() {
        Program program = invoke("metrics");

        assertThat(program.awaitExit()).isZero();
        assertThat(Json.read(program.output()).path("ordered").asInt()).isEqualTo(3);
        String line = program.errors()
                .lines()
                .filter(candidate -> candidate.contains("{\"_aws\"") && candidate.contains("price.lookup"))
                .findFirst()
                .orElseThrow();
        JsonNode metrics = Json.read(line.substring(line.indexOf('{')));
        assertThat(metrics.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                .isEqualTo("[[\"shop\"]]");
        assertThat(metrics.path("shop").asText()).isEqualTo("berlin");
        assertThat(metrics.path("price.lookup")).hasSize(3);
        assertThat(metrics.path("item.price").toString()).isEqualTo("[30,50,50]");
        assertThat(metrics.path("orders").asInt()).isEqualTo(1);
    }

    @Test
    void helloPythonShouldTakeTheEventFromStandardInputWhenToldSo() {
        Path event = bench.file("event.json", "{\"name\": \"Margaret\"}");

        Program program = bench.openRuntime(
                        "invoke", examples().resolve("hello-python").toString(), "--event", "-")
                .stdin(event)
                .start();

        assertThat(program.awaitExit()).isZero();
        assertThat(Json.read(program.output()).path("message").asText()).isEqualTo("hello, Margaret");
    }

    @Test
    void deployShouldHaveAFunctionThatNeedsAShellAlone() {
        Program program = invoke("deploy/function");

        assertThat(program.awaitExit()).isZero();
        assertThat(Json.read(program.output()).path("received").path("name").asText())
                .isEqualTo("layer");
    }

    @Test
    void shortCircuitShouldAnswerWithoutTheHandler() {
        Program program = invoke("short-circuit");

        assertThat(program.awaitExit()).isZero();
        JsonNode response = Json.read(program.output());
        assertThat(response.path("statusCode").asInt()).isEqualTo(401);
        assertThat(response.path("headers").path("x-request-id").asText()).isNotEmpty();
        assertThat(program.errors().lines().map(String::strip))
                .anyMatch(line -> line.matches("before +auth .*respond"))
                .noneMatch(line -> line.startsWith("handle "));
    }

    @Test
    void shortCircuitShouldLetTheHandlerAnswerWhenThereIsAToken() {
        Path event = bench.file("event.json", "{\"token\": \"secret-of-ada\"}");

        Program program = bench.openRuntime(
                        "invoke", examples().resolve("short-circuit").toString(), "--event", event.toString())
                .start();

        assertThat(program.awaitExit()).isZero();
        assertThat(Json.read(program.output()).path("statusCode").asInt()).isEqualTo(200);
        assertThat(program.errors().lines().map(String::strip)).anyMatch(line -> line.startsWith("handle "));
    }

    @Test
    void slowShouldEndWithATypedErrorBeforeThePlatformWould() {
        Program program = invoke("slow", "--timeout", "5s");

        assertThat(program.awaitExit()).isEqualTo(1);
        JsonNode error = Json.read(program.output());
        assertThat(error.path("errorType").asText()).isEqualTo("OpenRuntime.HandlerTimeout");
        assertThat(error.path("errorMessage").asText()).contains("asking payments", "the platform's is at 5.0 s");
        assertThat(error.path("stage").asText()).isEqualTo("handle");
        assertThat(program.errors()).contains("timeout", "OpenRuntime.HandlerTimeout");
        bench.awaitNoProcess();
    }

    @Test
    void slowShouldAnswerByItsTimeoutHookWhenTheEventAsksForHttp() {
        Path event = bench.file("event.json", "{\"hang\": true, \"http\": true}");

        Program program = bench.openRuntime(
                        "invoke", examples().resolve("slow").toString(), "--timeout", "5s", "--event", event.toString())
                .start();

        assertThat(program.awaitExit()).isZero();
        assertThat(Json.read(program.output()).path("statusCode").asInt()).isEqualTo(503);
    }

    @Test
    void gracefulTimeoutShouldExplainWhereTheFunctionHangs() {
        Program program = invoke("graceful-timeout", "--timeout", "20s");

        assertThat(program.awaitExit()).isEqualTo(1);
        JsonNode error = Json.read(program.output());
        assertThat(error.path("errorType").asText()).isEqualTo("OpenRuntime.HandlerTimeout");
        assertThat(error.path("errorMessage").asText())
                .contains("`asking payments for /report`", "`deadline.max` is at 5.0 s");
        assertThat(error.path("stackTrace").toString()).contains("in ask_payments", "urlopen(PAYMENTS + path)");
        assertThat(error.path("lastLines").toString()).contains("/report was asked for");
        assertThat(error.path("remainingMs").asLong()).isBetween(1L, 500L);
        bench.awaitNoProcess();
    }

    @Test
    void gracefulTimeoutShouldAskToTryAgainWhereThatHelps() {
        Path event = bench.file("event.json", "{\"path\": \"/checkout\"}");

        Program program = invoke("graceful-timeout", "--timeout", "20s", "--event", event.toString());

        assertThat(program.awaitExit()).isZero();
        JsonNode response = Json.read(program.output());
        assertThat(response.path("statusCode").asInt()).isEqualTo(503);
        assertThat(response.path("headers").path("retry-after").asText()).isEqualTo("2");
    }

    @Test
    void compiledMiddlewareShouldKeepToTheProtocolStampTheResponseAndRefuseTheLarge() {
        Path folder = bench.copyFolder(examples().resolve("compiled-middleware"));
        Program build = bench.program(folder.resolve("build").toString()).start();
        assertThat(build.awaitExit(TO_COMPILE)).as(build.errors()).isZero();
        Path large = bench.file("large.json", "{\"name\": \"" + "x".repeat(5_000) + "\"}");

        Program small = bench.openRuntime("invoke", folder.toString()).start();
        Program refused = bench.openRuntime("invoke", folder.toString(), "--event", large.toString())
                .start();

        assertThat(small.awaitExit()).isZero();
        JsonNode response = Json.read(small.output());
        assertThat(response.path("body").asText()).isEqualTo("hello, Edsger");
        assertThat(response.path("headers").path("x-took").asText()).isNotEmpty();
        assertThat(refused.awaitExit()).isZero();
        assertThat(Json.read(refused.output()).path("statusCode").asInt()).isEqualTo(413);
        for (String worker : new String[] {"target/stamp", "target/limit"}) {
            Program check = bench.openRuntime(
                            "worker-check", "--root", folder.toString(), "--within", "30s", "--", worker)
                    .start();
            assertThat(check.awaitExit()).as(check.output()).isZero();
        }
    }

    @Test
    void compiledMiddlewareShouldSayHowItIsBuiltWhenItIsNot() {
        Path folder = bench.copyFolder(examples().resolve("compiled-middleware"));

        Program program = bench.openRuntime("invoke", folder.toString()).start();

        assertThat(program.awaitExit()).isEqualTo(1);
        assertThat(program.output()).contains("there is no file", "target/stamp", "run " + folder + "/build first");
    }

    @Test
    void providedBinaryShouldAnswerThroughTheMiddleware() {
        Program program = built("provided-binary");

        assertThat(program.awaitExit()).isZero();
        JsonNode response = Json.read(program.output());
        assertThat(response.path("hello").path("name").asText()).isEqualTo("Barbara");
        assertThat(response.path("stamped").asBoolean()).isTrue();
        assertThat(program.errors()).contains("saying hello");
    }

    @Test
    void unmodifiedJavaShouldAnswerThroughTheMiddleware() {
        Program program = built("unmodified-java", "--timeout", "30s");

        assertThat(program.awaitExit()).isZero();
        JsonNode response = Json.read(program.output());
        assertThat(response.path("message").asText()).isEqualTo("hello, Karen");
        assertThat(response.path("stamped").asBoolean()).isTrue();
        assertThat(program.errors()).contains("saying hello");
    }

    @Test
    void unmodifiedNodeShouldAnswerAndLetTheMiddlewareAnswerWhenTimeIsUp() {
        Path hang = bench.file("hang.json", "{\"name\": \"Edith\", \"hang\": true}");

        Program greeting = built("unmodified-node", "--timeout", "30s");
        Program fallback = bench.openRuntime(
                        "invoke",
                        bench.folder().resolve("unmodified-node").toString(),
                        "--timeout",
                        "5s",
                        "--event",
                        hang.toString())
                .start();

        assertThat(greeting.awaitExit()).isZero();
        JsonNode response = Json.read(greeting.output());
        assertThat(response.path("message").asText()).isEqualTo("hello, Edith");
        assertThat(response.path("function").asText()).isEqualTo("function");
        assertThat(fallback.awaitExit()).isZero();
        assertThat(Json.read(fallback.output()).path("message").asText()).isEqualTo("sorry, Edith");
    }

    @Test
    void unmodifiedNodeShouldStreamToWhoCallsItsUrl() throws Exception {
        Path folder = builtFolder("unmodified-node");
        Program dev = bench.openRuntime(
                        "dev", folder.toString(), "--port", "0", "--handler", "stream.handler", "--timeout", "30s")
                .start();
        URI url = URI.create("http://" + DevServer.address(dev) + "/");

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer =
                    client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofInputStream());
            String first = new String(answer.body().readNBytes(2), StandardCharsets.UTF_8);
            String reported = dev.errors();
            String rest = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(first).isEqualTo("3\n");
            assertThat(reported).as("it is still under way").doesNotContain("REPORT RequestId");
            assertThat(rest).isEqualTo("2\n1\nlift-off\n");
        }
    }

    /** Builds a copy of an example, with the caches of whoever runs the tests, and invokes it. */
    private Program built(String name, String... further) {
        Path folder = builtFolder(name);
        List<String> words = new ArrayList<>(List.of("invoke", folder.toString()));
        words.addAll(List.of(further));
        return bench.openRuntime(words.toArray(String[]::new)).start();
    }

    private Path builtFolder(String name) {
        Path folder = bench.copyFolder(examples().resolve(name));
        Program builder =
                bench.program(folder.resolve("build").toString()).withCaches().start();
        assertThat(builder.awaitExit(TO_COMPILE)).as(builder.errors()).isZero();
        return folder;
    }

    @Test
    void shellMiddlewareShouldAddHeadersByJq() {
        Program program = invoke("shell-middleware");

        assertThat(program.awaitExit()).isZero();
        JsonNode response = Json.read(program.output());
        assertThat(response.path("body").asText()).isEqualTo("hello, Ada");
        assertThat(response.path("headers").path("x-request-id").asText()).isNotEmpty();
        assertThat(response.path("headers").path("x-content-type-options").asText())
                .isEqualTo("nosniff");
    }

    @Test
    void shellMiddlewareShouldFilterByTheShell() {
        Path event = bench.file("event.json", "{\"name\": \"<script>\"}");

        Program program = bench.openRuntime(
                        "invoke", examples().resolve("shell-middleware").toString(), "--event", event.toString())
                .start();

        assertThat(program.awaitExit()).isZero();
        JsonNode response = Json.read(program.output());
        assertThat(response.path("statusCode").asInt()).isEqualTo(403);
        assertThat(response.path("headers").path("x-request-id").asText()).isNotEmpty();
    }

    @Test
    void extensionShouldPrintASummaryOfItsTelemetryAtTheEnd() {
        Program program = invoke("extension", "--timeout", "10s");

        assertThat(program.awaitExit()).isZero();
        assertThat(Json.read(program.output()).path("message").asText()).isEqualTo("hello, Ada");
        assertThat(program.errors().lines().map(line -> line.replaceAll("\\s+", " ")))
                .anyMatch(line -> line.contains("[summary] shutdown (spindown); invocations: 1,"))
                .anyMatch(line -> line.contains("[summary] platform.report 1"))
                .anyMatch(line -> line.contains("[summary] function 1"));
        bench.awaitNoProcess();
    }

    @Test
    void sidecarsShouldStartInOrderAndFlushWhileAnotherFlaps() {
        Program program = invoke("sidecars", "--count", "3");

        assertThat(program.awaitExit()).isZero();
        JsonNode response = Json.read(program.output());
        assertThat(response.path("message").asText()).isEqualTo("hello, Ada");
        assertThat(response.path("greeterAtStart").asText()).isEqualTo("ready");
        assertThat(response.path("agentHasCredentials").asBoolean(true)).isFalse();
        assertThat(program.errors()).contains("greeter.json", "flushed: Ada", "here for a moment");
        bench.awaitNoProcess();
    }

    @Test
    void sidecarsShouldBeExplained() {
        Program program = bench.openRuntime(
                        "explain", examples().resolve("sidecars").toString())
                .start();

        assertThat(program.awaitExit()).isZero();
        assertThat(program.output().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .anyMatch(line -> line.startsWith("at once settings one-shot when it has ended with status 0"))
                .anyMatch(line -> line.startsWith("then greeter sidecar GET :7071/ready within 5s waits for settings"))
                .anyMatch(line -> line.startsWith("then handler handler says so itself as long as init waits for gre"))
                .anyMatch(line -> line.startsWith("longest way to the first event 5s of the 9s of init"))
                .anyMatch(line -> line.startsWith("greeter after each response within 100ms POST :7071/flush"));
        assertThat(program.errors()).isEmpty();
    }

    private Program invoke(String example, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "invoke";
        arguments[1] = examples().resolve(example).toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return bench.openRuntime(arguments).start();
    }

    private static Path examples() {
        return Distribution.home().resolve("config-examples");
    }
}
