package dev.openruntime.sidecar.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** One member of etcd, and somebody who writes keys. */
final class Etcd implements AutoCloseable {

    private final int port = Server.freePort();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server server;

    Etcd(Path folder) {
        String clients = "http://127.0.0.1:" + port;
        String peers = "http://127.0.0.1:" + Server.freePort();
        List<String> command = List.of(
                "etcd",
                "--data-dir=" + folder.resolve("etcd-" + port),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers,
                "--unsafe-no-fsync");
        server = Server.start(folder, command, this::isHealthy);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    private boolean isHealthy() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address() + "/health"))
                .build();
        return client.send(request, BodyHandlers.ofString()).body().contains("\"true\"");
    }

    void put(String key, String value) {
        ask("kv/put", "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(value) + "\"}");
    }

    /** Gone with its lease after so many seconds. */
    void put(String key, String value, int seconds) {
        String lease =
                ask("lease/grant", "{\"TTL\":\"" + seconds + "\"}").path("ID").asText();
        ask(
                "kv/put",
                "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(value) + "\",\"lease\":\"" + lease + "\"}");
    }

    void delete(String key) {
        ask("kv/deleterange", "{\"key\":\"" + base64(key) + "\"}");
    }

    /** So many keys, a hundred at once. */
    void putMany(int many) {
        for (int from = 0; from < many; from += 100) {
            StringBuilder puts = new StringBuilder(20_000);
            for (int i = from; i < from + 100; i++) {
                String key = base64("/services/s" + i + "/a");
                String value = base64("10.0." + i / 250 + "." + i % 250 + ":80");
                puts.append(puts.isEmpty() ? "" : ",")
                        .append("{\"request_put\":{\"key\":\"" + key + "\",\"value\":\"" + value + "\"}}");
            }
            ask("kv/txn", "{\"success\":[" + puts + "]}");
        }
    }

    JsonNode ask(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address() + "/v3/" + path))
                .POST(BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return Asker.json(response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    Server server() {
        return server;
    }

    void startAgain() {
        server.startAgain(this::isHealthy);
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
