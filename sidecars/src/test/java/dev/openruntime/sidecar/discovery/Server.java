package dev.openruntime.sidecar.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A real server, started by a test in a folder of its own and ended by its process id. */
final class Server implements AutoCloseable {

    private final List<String> command;
    private final Path log;
    private Process process;

    private Server(List<String> command, Path log) {
        this.command = command;
        this.log = log;
        this.process = spawn();
    }

    static Server start(Path folder, List<String> command, Callable<Boolean> isReady) {
        Server server = new Server(command, folder.resolve("server.log"));
        server.awaitReady(isReady);
        return server;
    }

    /** A port that was free just now. */
    static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process spawn() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new AssertionError("cannot start " + command + "; ./verify installs it", e);
        }
    }

    private void awaitReady(Callable<Boolean> isReady) {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            assertThat(process.isAlive()).as("see %s", log).isTrue();
            return isReady.call();
        });
    }

    /** Ends it, as a machine that goes away. */
    void kill() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void startAgain(Callable<Boolean> isReady) {
        process = spawn();
        awaitReady(isReady);
    }

    /** Lets it stand still, and go on: it takes connections and says nothing. */
    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Override
    public void close() {
        kill();
    }
}
