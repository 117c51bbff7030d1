package dev.openruntime.emulator;

import dev.openruntime.emulator.telemetry.Telemetry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A session behind its real server, with the test as platform thread on one side and as runtime on the other. */
final class ApiFixture implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final Session session = new Session();
    final EmulatorConfig config;
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final Telemetry telemetry = new Telemetry(Clock.systemUTC(), false, (name, words) -> {});
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final HttpServer server;

    ApiFixture() throws IOException {
        this(false);
    }

    ApiFixture(boolean snapStart) throws IOException {
        config = EmulatorConfig.builder(List.of("unused"), Path.of("/"))
                .snapStart(snapStart)
                .build();
        server = HttpServer.open(loop, 0, "test-api", new PlatformApi(session, config, telemetry));
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return sendLater(request).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A connection for what an HTTP client would not send. */
    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** The runtime asks for an event. */
    CompletableFuture<HttpResponse<String>> nextLater() {
        return sendLater(request("/2018-06-01/runtime/invocation/next").GET());
    }

    /** The runtime asks for an event that no one will look at. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void waitInNext() {
        nextLater();
    }

    Monitor.Wait awaitInit() throws InterruptedException {
        return session.awaitInit(Deadline.in(PATIENCE));
    }

    /** The platform hands out an event. */
    Invocation dispatch(String requestId, InvokeRequest request) {
        var invocation = new Invocation(requestId, "Root=1-00000000-000000000000000000000000", request);
        session.dispatch(new Event(invocation, Instant.ofEpochMilli(1_700_000_000_000L), config.arn()));
        return invocation;
    }

    Invocation dispatch(String requestId) {
        return dispatch(requestId, InvokeRequest.of("{\"a\":1}".getBytes(StandardCharsets.UTF_8)));
    }

    /** A runtime that has been served the event with this id. */
    Invocation running(String requestId) throws Exception {
        var next = nextLater();
        awaitInit();
        Invocation invocation = dispatch(requestId);
        next.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return invocation;
    }

    static InvokeResult answerOf(Invocation invocation) throws Exception {
        return invocation.answered().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).result();
    }

    static Outcome outcomeOf(Invocation invocation) throws Exception {
        return invocation.answered().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        http.shutdownNow();
        session.end();
        telemetry.close();
        server.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
