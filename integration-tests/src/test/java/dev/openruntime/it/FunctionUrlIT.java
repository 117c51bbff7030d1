package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.DevServer;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Samples;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A function behind its URL, as curl and browsers meet it. */
final class FunctionUrlIT {

    private static final List<String> NOT_OF_A_URL = List.of(
            "authorizer", "authentication", "pathParameters", "stageVariables", "type", "routeArn", "identitySource");

    @RegisterExtension
    final Bench bench = new Bench();

    @BeforeEach
    void writeFunction() {
        bench.copy("functions/web.mjs");
        bench.file("open-runtime.yaml", Workers.NODE_HANDLER);
    }

    @Test
    void shouldServeABrowserWithCookiesRedirectsFormsAndImages() throws Exception {
        URI home = start().endpoint();
        try (HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpResponse<String> page = get(browser, home.resolve("/login"));
            HttpResponse<byte[]> image = browser.send(
                    HttpRequest.newBuilder(home.resolve("/image")).build(), HttpResponse.BodyHandlers.ofByteArray());
            HttpResponse<String> form = browser.send(
                    HttpRequest.newBuilder(home.resolve("/form"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("name=Gr%C3%BCn+%26+Blau"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> failed = get(browser, home.resolve("/fail"));

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.uri().getPath()).isEqualTo("/home");
            assertThat(page.headers().firstValue("content-type")).contains("text/html");
            assertThat(page.body()).contains("hello, ", "user=Ada", "theme=dark");
            assertThat(image.body()).containsExactly('G', 'I', 'F', 0, 255);
            assertThat(form.headers().firstValue("content-type")).contains("application/json");
            assertThat(form.body()).isEqualTo("\"Grün & Blau\"");
            assertThat(failed.statusCode()).isEqualTo(502);
            assertThat(failed.body()).isEqualTo("Internal Server Error");
        }
    }

    @Test
    void shouldMakeEachSamplesEventOfTheSamplesRequest() throws IOException {
        List<Path> samples = samples("apigw-v2-", "lambda-urls-request");
        URI home = start().endpoint();

        for (Path sample : samples) {
            JsonNode wanted = Json.read(Files.readString(sample));

            JsonNode event = Json.read(curl(home, wanted));

            for (String member : List.of("version", "rawPath", "rawQueryString", "cookies", "body")) {
                assertThat(event.path(member)).as("%s of %s", member, sample).isEqualTo(wanted.path(member));
            }
            assertThat(event.path("queryStringParameters")).isEqualTo(wanted.path("queryStringParameters"));
            assertThat(event.path("requestContext").path("http").path("method"))
                    .isEqualTo(wanted.path("requestContext").path("http").path("method"));
            wanted.path("headers")
                    .properties()
                    .forEach(header -> assertThat(
                                    event.path("headers").has(header.getKey().toLowerCase(Locale.ROOT)))
                            .as("%s of %s", header, sample)
                            .isTrue());
            assertThat(missing(wanted, event))
                    .as("members that %s has besides", sample)
                    .isEmpty();
        }
    }

    @Test
    void shouldSendTheSampleOfAnAnswer() throws IOException {
        Path sample = samples("lambda-urls-response").getFirst();
        bench.file("answer.json", Files.readString(sample));
        URI home = start().endpoint();

        Program curl = bench.program("curl", "-sSi", home.resolve("/sample").toString())
                .start();

        assertThat(curl.awaitExit()).as(curl.errors()).isZero();
        assertThat(curl.output())
                .startsWith("HTTP/1.1 201 Created\r\n")
                .containsIgnoringCase("content-type: application/json\r\n")
                .containsIgnoringCase("my-custom-header: Custom Value\r\n")
                .contains("set-cookie: Cookie_1=Value1; Expires=21 Oct 2021 07:48 GMT\r\n")
                .contains("set-cookie: Cookie_2=Value2; Max-Age=78000\r\n")
                .endsWith("\r\n\r\n{ \"message\": \"Hello, world!\" }");
    }

    private DevServer start() {
        return DevServer.start(bench, "--timeout", "60s", "--handler", "web.handler");
    }

    private static HttpResponse<String> get(HttpClient client, URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends what a sample's event tells of; what came back is the event that it became. */
    private String curl(URI home, JsonNode sample) {
        String query = sample.path("rawQueryString").asText();
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-sS",
                "--path-as-is",
                "-X",
                sample.path("requestContext").path("http").path("method").asText(),
                home.resolve(sample.path("rawPath").asText()) + (query.isEmpty() ? "" : "?" + query)));
        sample.path("headers").properties().forEach(header -> {
            if (!header.getKey().equalsIgnoreCase("content-length")) {
                command.addAll(
                        List.of("-H", header.getKey() + ": " + header.getValue().asText()));
            }
        });
        if (sample.path("headers").has("content-length")) {
            command.addAll(List.of("-H", "Content-Length: 0"));
        }
        sample.path("cookies").forEach(cookie -> command.addAll(List.of("-H", "Cookie: " + cookie.asText())));
        if (sample.has("body")) {
            command.addAll(List.of("-H", "Content-Type: text/plain"));
            command.addAll(List.of("--data-binary", sample.path("body").asText()));
        }
        Program curl = bench.program(command.toArray(String[]::new)).start();
        assertThat(curl.awaitExit()).as(curl.errors()).isZero();
        return curl.output();
    }

    /** The members of a sample, at any depth but for its maps, that the event has not. */
    private static List<String> missing(JsonNode sample, JsonNode event) {
        List<String> missing = new ArrayList<>();
        sample.properties().forEach(member -> {
            String name = member.getKey();
            if (NOT_OF_A_URL.contains(name)) {
                return;
            }
            if (!event.has(name)) {
                missing.add(name);
            } else if (name.equals("requestContext") || name.equals("http")) {
                missing.addAll(missing(member.getValue(), event.path(name)));
            }
        });
        return missing;
    }

    private static List<Path> samples(String... prefixes) throws IOException {
        return Samples.all().stream()
                .filter(file -> Stream.of(prefixes)
                        .anyMatch(prefix -> file.getFileName().toString().startsWith(prefix)))
                .filter(file -> !file.getFileName().toString().contains("authorizer-v1"))
                .toList();
    }
}
