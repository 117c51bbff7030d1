package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The emulator's servers under requests that no client would send: never stuck, never an internal error, always an
 * answer or a close, no descriptor leaked. The same rows each time; other ones, for minutes, with {@code -Dsoak=true}.
 * {@code -Dfuzz.seed} repeats a run.
 */
@Timeout(600)
class HttpFuzzTest {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final Duration LENGTH = SOAK ? Duration.ofSeconds(150) : Duration.ofSeconds(3);
    private static final int CLIENTS = 3;
    private static final int STRAY_DESCRIPTORS = 10;

    private final long seed = Long.getLong("fuzz.seed", SOAK ? System.nanoTime() : 42);

    @TempDir
    Path folder;

    @Test
    void shouldAnswerOrCloseWhateverCallersSend() throws Exception {
        try (var log = new LogOfThis();
                var fixture = EmulatorFixture.loop(folder, "respond(id, event)")) {
            fixture.invokeToTheEnd("{}");

            fuzz(fixture.emulator.invokePort());

            assertThat(fixture.invoke("\"alive\"").text()).isEqualTo("\"alive\"");
            assertThat(log.messages(Level.ERROR)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void shouldAnswerOrCloseWhateverARuntimeSends() throws Exception {
        try (var log = new LogOfThis();
                var fixture = new ApiFixture()) {
            fuzz(fixture.port());

            assertThat(fixture.get("/ping").body()).isEqualTo("pong");
            assertThat(log.messages(Level.ERROR)).as("seed %d", seed).isEmpty();
        }
    }

    private void fuzz(int port) throws Exception {
        talk(port, new byte[] {'\n'}, false); // what is opened once for all is open now
        long before = descriptors();
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            clients.add(() -> client(port, seed + number));
        }
        int connections = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Integer> done : threads.invokeAll(clients)) {
                connections += done.get();
            }
        }
        assertThat(connections).as("connections").isGreaterThan(10 * CLIENTS);
        System.out.println("fuzzed with seed " + seed + ": " + connections + " connections");
        await().atMost(EmulatorFixture.PATIENCE)
                .untilAsserted(() -> assertThat(descriptors())
                        .as("open descriptors, seed %d", seed)
                        .isLessThan(before + STRAY_DESCRIPTORS));
    }

    private static int client(int port, long seed) throws IOException {
        var requests = new FuzzedRequests(seed);
        var random = new SplittableRandom(~seed);
        Deadline end = Deadline.in(LENGTH);
        int connections = 0;
        while (end.remaining().isPositive()) {
            byte[] sent = requests.next();
            try {
                String answers = talk(port, sent, random.nextInt(4) == 0);
                assertThat(answers).as(() -> described(seed, sent)).matches(text -> isHttp(text));
            } catch (SocketException e) {
                // the server had closed while we still wrote, which is its right
            } catch (IOException e) {
                throw new IOException(described(seed, sent), e);
            }
            connections++;
        }
        return connections;
    }

    /** Sends it all and reads to the end, or leaves in the middle. */
    private static String talk(int port, byte[] bytes, boolean leave) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) EmulatorFixture.PATIENCE.toMillis());
            int half = bytes.length / 2;
            Thread writer = Thread.ofVirtual().start(() -> write(socket, bytes, half, leave));
            if (leave) {
                join(writer);
                socket.setSoLinger(true, 0); // a reset, not an orderly end
                return "";
            }
            byte[] answer = socket.getInputStream().readAllBytes();
            join(writer);
            return new String(answer, StandardCharsets.ISO_8859_1);
        }
    }

    private static void write(Socket socket, byte[] bytes, int half, boolean leave) {
        try {
            socket.getOutputStream().write(bytes, 0, half);
            if (!leave) {
                socket.getOutputStream().write(bytes, half, bytes.length - half);
                socket.shutdownOutput();
            }
        } catch (IOException closed) {
            // the server wants no more of this; what it says of it is read by the other thread
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isHttp(String answers) {
        return answers.isEmpty() || (answers.startsWith("HTTP/1.1 ") && !answers.contains("HTTP/1.1 500 "));
    }

    private static String described(long seed, byte[] sent) {
        String text = new String(sent, StandardCharsets.ISO_8859_1);
        return "seed " + seed + ", " + sent.length + " bytes: " + text.substring(0, Math.min(2000, text.length()));
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
