import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The platform of the training run: starts the supervisor as {@code bootstrap} does, hands it events, one after the
 * other, takes the answers, and asks it to stop. It also answers the probes and flushes of the sidecars. Some events
 * make a worker or the handler hang until the time is up.
 *
 * <p>Arguments: the task root, then the supervisor's command; in the environment {@code TRAINING_SOCKET}, where it
 * listens for a probe. Ends with status 0 only if every event was answered and
 * the supervisor stopped well.
 */
final class TrainingPlatform {

    private static final int EVENTS = 200;
    private static final Map<Integer, String> HANG = Map.of(50, "worker, hearing", 100, "worker", 150, "handler");
    private static final long PATIENCE_SECONDS = 120;

    private final AtomicInteger handedOut = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final CountDownLatch allAnswered = new CountDownLatch(1);

    private TrainingPlatform() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        boolean well = false;
        try {
            well = new TrainingPlatform().train(words.get(0), words.subList(1, words.size()));
        } catch (IOException e) {
            e.printStackTrace(); // its server's threads would go on for ever
        }
        System.exit(well ? 0 : 1);
    }

    private boolean train(String taskRoot, List<String> command) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::serve);
        server.start();
        int port = server.getAddress().getPort();
        Path socket = Path.of(System.getenv("TRAINING_SOCKET"));
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket), 64); // the kernel accepts
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port);
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        environment.put("LAMBDA_TASK_ROOT", taskRoot);
        environment.put("OPEN_RUNTIME_FRAGMENTS", "../fragments"); // in JSON, which functions are configured by, too
        environment.put("_HANDLER", "index.handler");
        environment.put("TRAINING_PORT", String.valueOf(port));
        environment.put("OPEN_RUNTIME_DONE_FD", "1");
        Process supervisor = builder.start();
        Thread relay = Thread.ofPlatform().start(() -> relay(supervisor));
        if (!allAnswered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            System.err.println(answered + " of " + EVENTS + " events were answered");
            supervisor.destroyForcibly();
            return false;
        }
        supervisor.toHandle().destroy(); // Process.destroy would close its input too, the sign of an orphan
        if (!supervisor.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            System.err.println("the supervisor does not end");
            supervisor.destroyForcibly();
            return false;
        }
        relay.join();
        listener.close();
        System.err.println("the supervisor ended with status " + supervisor.exitValue());
        return supervisor.exitValue() == 0;
    }

    private static void relay(Process supervisor) {
        try {
            supervisor.getInputStream().transferTo(System.err);
        } catch (IOException e) {
            System.err.println("cannot read what the supervisor says: " + e.getMessage());
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] _ = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/runtime/invocation/next")) {
            next(exchange);
        } else if (path.endsWith("/extension/register")) {
            exchange.getResponseHeaders().set("Lambda-Extension-Identifier", "training");
            reply(exchange, 200, "{}");
        } else if (path.endsWith("/extension/event/next")) {
            hangUntilTheEnd();
        } else if (path.endsWith("/ready")) {
            reply(exchange, 200, "ready");
        } else {
            reply(exchange, 202, "{\"status\":\"OK\"}");
            if (path.contains("/invocation/") && answered.incrementAndGet() == EVENTS) {
                allAnswered.countDown();
            }
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        int number = handedOut.incrementAndGet();
        if (number > EVENTS) {
            hangUntilTheEnd();
            return;
        }
        boolean hangs = HANG.containsKey(number);
        long deadline = System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(hangs ? 1 : 30);
        exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "training-" + number);
        exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", String.valueOf(deadline));
        exchange.getResponseHeaders().set("Lambda-Runtime-Trace-Id", "Root=1-0-0;Sampled=0");
        exchange.getResponseHeaders()
                .set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:training");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        String hang = hangs ? ",\"hang\":\"" + HANG.get(number) + "\"" : "";
        reply(exchange, 200, "{\"number\":" + number + hang + ",\"text\":\"" + "x".repeat(number * 100) + "\"}");
    }

    /** The platform answers these only at an end, and this process ends first. */
    private void hangUntilTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
