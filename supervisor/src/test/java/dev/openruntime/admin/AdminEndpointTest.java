package dev.openruntime.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminEndpointTest {

    @TempDir
    private Path folder;

    private Optional<AdminEndpoint> endpoint = Optional.empty();

    @AfterEach
    void closeEndpoint() {
        endpoint.ifPresent(AdminEndpoint::close);
    }

    @Test
    void shouldAnswerEachConnectionOnceAndClose() throws IOException {
        Path socket = open();

        String first = Caller.get(socket, "/a%20b?c=d");
        String second = Caller.ask(socket, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        String head = Caller.ask(socket, "HEAD /h HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(first).startsWith("HTTP/1.1 200 OK\r\n").endsWith("GET /a b");
        assertThat(second).startsWith("HTTP/1.1 200 OK\r\n").endsWith("POST /x");
        assertThat(head).containsIgnoringCase("content-length: 7").endsWith("\r\n\r\n");
    }

    @Test
    void shouldRefuseWhatIsNoRequestOrTooLong() throws IOException {
        Path socket = open();

        assertThat(Caller.ask(socket, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(Caller.get(socket, "/" + "x".repeat(2000))).startsWith("HTTP/1.1 400 ");
        assertThat(Caller.ask(socket, "GET / HTTP/1.1\r\nA: " + "x".repeat(5000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(Caller.ask(socket, "POST / HTTP/1.1\r\nContent-Length: 4000\r\nExpect: 100-continue\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(Caller.get(socket, "/still")).endsWith("GET /still");
    }

    @Test
    void shouldSayThatAnAnswerFailed() throws IOException {
        Path socket = open();

        assertThat(Caller.get(socket, "/broken"))
                .startsWith("HTTP/1.1 500 ")
                .contains("internal error")
                .contains("on purpose");
        assertThat(Caller.get(socket, "/still")).endsWith("GET /still");
    }

    @Test
    void shouldAnswerOthersWhileManyClientsHang() throws IOException {
        Path socket = open();
        List<Caller> hanging = new ArrayList<>();
        for (int i = 0; i < 3 * AdminFront.MOST_CONNECTIONS; i++) {
            Caller caller = new Caller(socket);
            caller.send("GET /half");
            hanging.add(caller);
        }

        String answer = Caller.get(socket, "/whole");

        assertThat(answer).endsWith("GET /whole");
        assertThat(hanging.getFirst().isCutOff()).isTrue();
        for (Caller caller : hanging) {
            caller.close();
        }
    }

    @Test
    void shouldCutOffAClientThatHangsForTooLong() throws IOException {
        Path socket = open();

        try (Caller caller = new Caller(socket)) {
            caller.send("GET /half");

            assertThat(caller.isCutOff()).isTrue();
        }
    }

    @Test
    void shouldLeakNoDescriptorInAThousandRequests() throws IOException {
        Path socket = open();
        assertThat(Caller.get(socket, "/first")).endsWith("GET /first");
        long before = descriptors();

        for (int i = 0; i < 1000; i++) {
            assertThat(Caller.get(socket, "/" + i)).endsWith("GET /" + i);
        }

        await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before + 2));
    }

    @Test
    void shouldRemoveItsSocketWhetherItWasAskedOrNot() throws IOException {
        Path asked = open();
        assertThat(Caller.get(asked, "/")).endsWith("GET /");
        closeEndpoint();
        assertThat(asked).doesNotExist();

        long before = threads("admin"); // an asked one's goes with the process
        Path idle = open();
        closeEndpoint();
        assertThat(idle).doesNotExist();
        await().until(() -> threads("admin") <= before);
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count();
    }

    private Path open() {
        Path socket = folder.resolve("admin.sock");
        AdminEndpoint opened = new AdminEndpoint(Optional.of(socket), Map.of(), AdminEndpointTest::echo);
        endpoint = Optional.of(opened);
        opened.open();
        opened.open();
        await().until(() -> Files.exists(socket));
        return socket;
    }

    private static Answer echo(Request request) {
        if (request.path().equals("/broken")) {
            throw new IllegalStateException("on purpose");
        }
        return Answer.text(200, "text/plain", request.method() + " " + request.path());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
