package dev.openruntime.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A Runtime API of the test's own: hands out events, records every request with its time, and misbehaves on demand.
 * What it isn't told otherwise it does as the platform's contract says. Safe for threads; a test calls it, connections
 * have a thread each.
 */
public final class ScriptedPlatform implements AutoCloseable {

    /** How long a test waits for anything that is going to happen. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Reply ACCEPTED = Reply.of(202, "{\"status\":\"OK\"}\n");

    private final Monitor monitor = new Monitor();
    private final ServerSocket server;
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final Deque<Sent> events = new ArrayDeque<>();
    private final Deque<Reply> nextReplies = new ArrayDeque<>();
    private final Deque<Reply> postReplies = new ArrayDeque<>();
    private int waitingInNext;
    private volatile boolean refusesExtensions;
    private volatile boolean ignoresExtensions;
    private boolean closed;

    private ScriptedPlatform(ServerSocket server) {
        this.server = server;
    }

    static ScriptedPlatform start() {
        try {
            ScriptedPlatform platform = new ScriptedPlatform(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofPlatform().daemon().name("platform").start(platform::accept);
            return platform;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code AWS_LAMBDA_RUNTIME_API} has to be. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Queues an event for the next {@code next}. */
    public Sent send(Event event) {
        Sent sent = new Sent(this, event, UUID.randomUUID().toString());
        monitor.change(() -> events.add(sent));
        return sent;
    }

    /** Sends an event and waits for what is posted for it. */
    public Outcome invoke(Event event) {
        return send(event).outcome();
    }

    /** Sends an event of this text and waits for what is posted for it. */
    public Outcome invoke(String event) {
        return invoke(Event.of(event));
    }

    /** The next {@code next} that has no event is answered with this. */
    public void answerNext(Reply reply) {
        monitor.change(() -> nextReplies.add(reply));
    }

    /** The next outcome that is posted is answered with this. */
    public void answerPost(Reply reply) {
        monitor.change(() -> postReplies.add(reply));
    }

    /** From now on no extension is registered, as on a platform that sends no SIGTERM. */
    public ScriptedPlatform refusingExtensions() {
        refusesExtensions = true;
        return this;
    }

    /** From now on nobody who registers an extension gets an answer. */
    public ScriptedPlatform ignoringExtensions() {
        ignoresExtensions = true;
        return this;
    }

    /** Waits until the program waits for an event: it is initialised and idle. */
    public void awaitNext() {
        monitor.await(PATIENCE, "a `next`", () -> waitingInNext > 0);
    }

    /** Waits for the report that init failed. */
    public Request awaitInitError() {
        return awaitRequest("/runtime/init/error");
    }

    /** Waits for the first request whose path ends so. */
    public Request awaitRequest(String pathEnd) {
        return monitor.await(PATIENCE, "a request to …" + pathEnd, () -> find(pathEnd));
    }

    /** All requests so far, oldest first. */
    public List<Request> requests() {
        return monitor.locked(() -> List.copyOf(requests));
    }

    /** Whether init was reported as failed. */
    public boolean hasInitError() {
        return monitor.locked(() -> find("/runtime/init/error").isPresent());
    }

    /** Hangs up on everybody, and refuses every connection from now on. */
    @Override
    public void close() {
        monitor.change(() -> closed = true);
        List<Socket> open = monitor.locked(() -> List.copyOf(sockets));
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Outcome> outcome(String requestId) {
        return monitor.locked(() -> find("/" + requestId + "/response")
                .map(request -> new Outcome(false, request))
                .or(() -> find("/" + requestId + "/error").map(request -> new Outcome(true, request))));
    }

    <T> T await(String what, Supplier<Optional<T>> condition) {
        return monitor.await(PATIENCE, what, condition);
    }

    private Optional<Request> find(String pathEnd) {
        return requests.stream()
                .filter(request -> request.path().endsWith(pathEnd))
                .findFirst();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                int number = monitor.locked(() -> {
                    sockets.add(socket);
                    return sockets.size();
                });
                Thread.ofPlatform().daemon().name("platform " + number).start(() -> serve(number, socket));
            }
        } catch (IOException e) {
            // Closed: the test is over, or wants nobody to connect any more.
        }
    }

    private void serve(int number, Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            HttpWire wire = new HttpWire(number, socket);
            for (Optional<Request> request = wire.read(); request.isPresent(); request = wire.read()) {
                Request here = request.get();
                monitor.change(() -> requests.add(here));
                Reply reply = reply(here);
                wire.answer(reply);
                if (reply.last()) {
                    return;
                }
            }
        } catch (IOException e) {
            // The program was killed in the middle of a request, or this platform was closed.
        }
    }

    private Reply reply(Request request) {
        if (request.isNext()) {
            return next();
        }
        if (request.path().endsWith("/extension/register")) {
            if (refusesExtensions) {
                return Reply.of(403, "{\"errorType\":\"Extension.RegistrationClosed\"}");
            }
            if (ignoresExtensions) {
                monitor.awaitForever(() -> closed);
                return Reply.raw("");
            }
            return Reply.of(
                    200, Map.of("Lambda-Extension-Identifier", UUID.randomUUID().toString()), Bytes.NONE);
        }
        if (request.path().endsWith("/extension/event/next")) {
            monitor.awaitForever(() -> closed);
            return Reply.raw("");
        }
        return monitor.locked(() -> Optional.ofNullable(postReplies.poll()).orElse(ACCEPTED));
    }

    private Reply next() {
        monitor.change(() -> waitingInNext++);
        monitor.awaitForever(() -> closed || !events.isEmpty() || !nextReplies.isEmpty());
        Optional<Sent> sent = monitor.locked(() -> {
            waitingInNext--;
            return Optional.ofNullable(events.poll());
        });
        return sent.map(this::handOut)
                .or(() -> monitor.locked(() -> Optional.ofNullable(nextReplies.poll())))
                .orElse(Reply.raw(""));
    }

    private Reply handOut(Sent sent) {
        Event event = sent.event();
        Instant now = Instant.now();
        Instant deadline = now.plus(event.timeout());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Lambda-Runtime-Aws-Request-Id", sent.requestId());
        headers.put("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
        headers.putAll(event.headers());
        monitor.change(() -> sent.handedOut(now));
        return Reply.of(200, headers, event.body());
    }

    /** This program is the one that talks to the platform: once it has ended, waiting is in vain. */
    void watch(Process program) {
        monitor.isInVain(false);
        CompletableFuture<Void> _ = program.onExit().thenRun(() -> monitor.isInVain(true));
    }
}
