package dev.openruntime.sidecar.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.sidecar.Certificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One member of etcd, and somebody who writes keys. */
final class Etcd implements AutoCloseable {

    private static final String ROOT_PASSWORD = "top";

    private final int port = Server.freePort();
    private final HttpClient client;
    private final Server server;
    private final String url;
    private boolean asksWho;

    Etcd(Path folder) {
        this(folder, "http", HttpClient.newBuilder(), List.of());
    }

    /** One that speaks TLS only, and only with who has this certificate, as it has itself. */
    Etcd(Path folder, Certificate certificate) throws Exception {
        this(
                folder,
                "https",
                HttpClient.newBuilder().sslContext(certificate.context()),
                List.of(
                        "--cert-file=" + certificate.pem(),
                        "--key-file=" + certificate.key(),
                        "--trusted-ca-file=" + certificate.pem(),
                        "--client-cert-auth"));
    }

    private Etcd(Path folder, String scheme, HttpClient.Builder client, List<String> options) {
        this.client = client.version(HttpClient.Version.HTTP_1_1).build();
        this.url = scheme + "://" + address();
        String peers = "http://127.0.0.1:" + Server.freePort();
        List<String> command = new ArrayList<>(List.of(
                "etcd",
                "--data-dir=" + folder.resolve("etcd-" + port),
                "--listen-client-urls=" + url,
                "--advertise-client-urls=" + url,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers,
                "--unsafe-no-fsync"));
        command.addAll(options);
        server = Server.start(folder, command, this::isHealthy);
    }

    /** From now on it answers to users only: {@code root}, who may do everything, and one who may read services. */
    void askWho(String reader, String password) {
        user("root", ROOT_PASSWORD, "root");
        ask("auth/role/add", "{\"name\":\"reader\"}");
        ask(
                "auth/role/grant",
                "{\"name\":\"reader\",\"perm\":{\"permType\":\"READ\",\"key\":\"" + base64("/services/")
                        + "\",\"range_end\":\"" + base64("/services0") + "\"}}");
        user(reader, password, "reader");
        ask("auth/enable", "{}");
        asksWho = true;
    }

    private void user(String name, String password, String role) {
        ask("auth/user/add", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
        if (role.equals("root")) {
            ask("auth/role/add", "{\"name\":\"root\"}");
        }
        ask("auth/user/grant", "{\"user\":\"" + name + "\",\"role\":\"" + role + "\"}");
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    private boolean isHealthy() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/health")).build();
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
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + "/v3/" + path)).POST(BodyPublishers.ofString(json));
        if (asksWho && !path.equals("auth/authenticate")) {
            request.header("Authorization", token());
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return Asker.json(response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String token() {
        return ask("auth/authenticate", "{\"name\":\"root\",\"password\":\"" + ROOT_PASSWORD + "\"}")
                .path("token")
                .asText();
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
