package dev.openruntime.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server and a JVM that probes it, both really stopped. */
@Timeout(240)
class FreezeTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** Longer than the period, the timeout, both thresholds and what makes an answer late. */
    private static final Duration FREEZE = Duration.ofSeconds(3);

    /** Takes so long for an answer that hardly ever no attempt is under way. */
    private static final String SERVER = """
            import socket, time
            server = socket.create_server(("127.0.0.1", 0), backlog=50)
            print(server.getsockname()[1], flush=True)
            while True:
                client, _ = server.accept()
                client.recv(4096)
                time.sleep(0.04)
                try:
                    client.sendall(b"HTTP/1.1 200 OK\\r\\n\\r\\n")
                except OSError:
                    pass
                client.close()
            """;

    private final List<Process> started = new ArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void killAll() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void countsNothingOfTheTimeInWhichAllWasFrozen() throws Exception {
        Process server = start("python3", "-c", SERVER);
        String port = server.inputReader(UTF_8).readLine();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process prober =
                start(java, "-cp", System.getProperty("java.class.path"), "dev.openruntime.health.ProbedMain", port);
        Thread _ = Thread.ofVirtual().start(() -> listen(prober));
        await().atMost(LONG).until(() -> told.contains("passed GET :" + port + "/ 200"));

        for (int i = 0; i < 3; i++) {
            signal("STOP", server, prober);
            await().pollDelay(FREEZE).until(() -> true);
            signal("CONT", prober, server);
            askedAgain(prober);
        }

        assertThat(told).filteredOn(line -> line.startsWith("passed")).hasSize(1);
        assertThat(told).filteredOn(line -> line.startsWith("failed")).isEmpty();

        signal("STOP", server); // alone, it is as good as dead
        await().atMost(LONG).until(() -> told.contains("failed GET :" + port + "/: no answer in time"));
    }

    private void askedAgain(Process prober) throws IOException {
        long before = asked();
        prober.getOutputStream().write("0".repeat(5).getBytes(UTF_8));
        prober.getOutputStream().flush();
        await().atMost(LONG).until(() -> asked() == before + 5);
    }

    private long asked() {
        return told.stream().filter(line -> line.equals("asked true")).count();
    }

    private void listen(Process prober) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(prober.getInputStream(), UTF_8))) {
            lines.lines().forEach(told::add);
        } catch (IOException e) {
            told.add("broken: " + e);
        }
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return process;
    }

    private static void signal(String name, Process... processes) throws Exception {
        for (Process process : processes) {
            Process kill = new ProcessBuilder("bash", "-c", "kill -s " + name + " " + process.pid()).start();
            assertThat(kill.waitFor()).isZero();
        }
    }
}
