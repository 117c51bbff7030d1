package dev.openruntime.sidecar.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openruntime.sidecar.RecordingContext;
import dev.openruntime.sidecar.SidecarException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A running sidecar, and somebody who asks it. */
final class Asker implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordingContext context = new RecordingContext();
    private final Discovery discovery;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Asker(Map<String, Object> with) {
        assertThat(Discovery.check(with)).isEmpty();
        discovery = Discovery.create(with);
    }

    static Asker of(Map<String, Object> with) throws SidecarException, InterruptedException {
        Asker asker = new Asker(with);
        asker.discovery.start(asker.context);
        return asker;
    }

    CompletableFuture<HttpResponse<String>> send(String path) {
        URI address = URI.create(discovery.environment().getOrDefault(Discovery.ADDRESS_VARIABLE, ""));
        return client.sendAsync(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) {
        return send(path).join();
    }

    JsonNode json(String path) {
        return json(get(path));
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    /** {@code host:port}, in order; empty where there is no such service. */
    List<String> addresses(String service) {
        return addresses(json("/v1/services/" + service));
    }

    static List<String> addresses(JsonNode service) {
        List<String> addresses = new ArrayList<>();
        for (JsonNode endpoint : service.path("endpoints")) {
            addresses.add(
                    endpoint.path("host").asText() + ":" + endpoint.path("port").asText());
        }
        return addresses;
    }

    /** Of the first endpoint. */
    JsonNode first(String service) {
        return json("/v1/services/" + service).path("endpoints").path(0);
    }

    long counted(String meter) {
        return context.counted.stream().filter(meter::equals).count();
    }

    Discovery discovery() {
        return discovery;
    }

    @Override
    public void close() {
        client.shutdownNow();
        try {
            discovery.stop(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(context.deaths).isEmpty();
    }
}
