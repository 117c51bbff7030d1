package dev.openruntime.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The admin endpoint of a program, as a client of it sees it. */
public record AdminSocket(Path path) {

    /** What was answered. */
    public record Reply(int status, String body) {

        /** The body as JSON. */
        public JsonNode json() {
            return Json.read(body);
        }
    }

    /** All sockets in the usual place of this test. */
    public static List<Path> all(Bench bench) {
        try (Stream<Path> files = Files.walk(bench.folder(), 2)) {
            return files.filter(file -> file.toString().matches(".*/open-runtime-[0-9]+/[0-9]+\\.sock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the one socket in the usual place of this test. */
    public static AdminSocket await(Bench bench) {
        List<Path> found = Awaitility.await("the admin socket")
                .atMost(ScriptedPlatform.PATIENCE)
                .until(() -> all(bench), sockets -> sockets.size() == 1);
        return new AdminSocket(found.getFirst());
    }

    /** The process id of its supervisor, by its name. */
    public long pid() {
        return Long.parseLong(path.getFileName().toString().replace(".sock", ""));
    }

    /** Asks and waits for the answer. */
    public Reply get(String what) {
        return ask("GET " + what + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    /** Has something done. */
    public Reply post(String what) {
        return ask("POST " + what + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    }

    /** What it says of one child now. */
    public JsonNode child(String name) {
        for (JsonNode child : get("/status").json().path("children")) {
            if (child.path("name").asText().equals(name)) {
                return child;
            }
        }
        throw new AssertionError("no child is called " + name);
    }

    /** Waits until it says of a child what is wanted. */
    public JsonNode awaitChild(String name, Predicate<JsonNode> wanted) {
        return Awaitility.await(name).atMost(ScriptedPlatform.PATIENCE).until(() -> child(name), wanted);
    }

    private Reply ask(String request) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new AssertionError("no answer: " + answer);
            }
            return new Reply(Integer.parseInt(answer.substring(9, 12)), answer.substring(end + 4));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask " + path, e);
        }
    }
}
