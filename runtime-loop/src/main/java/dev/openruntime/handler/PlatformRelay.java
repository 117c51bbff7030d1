package dev.openruntime.handler;

import dev.openruntime.http.Chunks;
import dev.openruntime.http.HeadText;
import dev.openruntime.http.Incoming;
import dev.openruntime.http.MessageBody;
import dev.openruntime.http.NoHttpException;
import dev.openruntime.http.Outgoing;
import dev.openruntime.http.ReplyHead;
import dev.openruntime.http.RequestHead;
import dev.openruntime.invocation.Header;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the platform answer what isn't the supervisor's matter, each request on a connection of its own: method, target,
 * headers and body go there as they are but for {@code Host}, and what comes back comes back as it is, part by part. A
 * request whose client has gone is not taken back: the platform would not notice, and what it waits for would be lost.
 * Once its process is replaced, nobody waits for what is only the answer.
 *
 * <p>Blocks the thread of the client's connection for as long as the platform takes.
 */
final class PlatformRelay {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformRelay.class);
    private static final int CONNECT_TIMEOUT_MS = 1_000;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final String platform;

    PlatformRelay(String platform) {
        this.platform = platform;
    }

    /** Whether the client may send a further request after an answer of the platform. */
    static boolean keepsOpen(RequestHead asked) {
        return asked.keepsOpen() && !asked.isOld(); // an answer of unknown length ends with an old one's connection
    }

    /**
     * Passes a request on, and its answer back.
     *
     * @param waiting told what to hang up on where it is cut off
     * @return empty, or what the client is to be answered instead: the platform did not
     * @throws IOException where the answer broke off, or the client can't take it; not for what is no HTTP, which the
     *     client would be blamed for
     */
    Optional<HttpReply> pass(RequestHead asked, RequestBody.Whole body, Connection waiting, Outgoing client)
            throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            Incoming incoming = new Incoming(channel, BUFFER_BYTES);
            ReplyHead reply;
            try {
                channel.socket().connect(address(), CONNECT_TIMEOUT_MS);
            } catch (IOException e) {
                LOG.debug("cannot connect to the platform", e);
                return Optional.of(HttpReply.unreachable("it can't be reached"));
            }
            try {
                SocketChannel _ = channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                send(asked, body, new Outgoing(channel, BUFFER_BYTES));
            } catch (IOException e) {
                LOG.debug("the platform took less than the whole request", e); // it may have said why
            }
            try {
                waiting.awaits(channel);
                reply = ReplyHead.read(incoming);
            } catch (IOException e) {
                LOG.debug("no answer from the platform", e);
                return Optional.of(HttpReply.unreachable("it hung up"));
            }
            try {
                comeBack(asked, reply, incoming, client);
            } catch (NoHttpException e) {
                throw new IOException("the answer of the platform can't be read to its end", e);
            }
            return Optional.empty();
        }
    }

    private InetSocketAddress address() {
        int colon = platform.lastIndexOf(':');
        return new InetSocketAddress(platform.substring(0, colon), Integer.parseInt(platform.substring(colon + 1)));
    }

    private void send(RequestHead asked, RequestBody.Whole body, Outgoing out) throws IOException {
        HeadText head = HeadText.request(asked.method(), asked.target()).with("Host", platform);
        head.with(without(asked.headers(), List.of("Host", "Expect")));
        byte[] bytes = body.bytes().bytes();
        boolean inChunks = asked.headers().stream().anyMatch(header -> isNamed(header, "Transfer-Encoding"));
        out.put(head.bytes());
        if (inChunks) {
            putChunk(out, bytes, bytes.length);
            out.put(Chunks.bytes(Chunks.last(body.trailers())));
        } else {
            out.put(bytes);
        }
        out.flush();
    }

    private static void comeBack(RequestHead asked, ReplyHead reply, Incoming incoming, Outgoing client)
            throws IOException {
        HeadText head = HeadText.reply(reply.line())
                .with(without(reply.headers(), List.of("Connection", "Keep-Alive", "Transfer-Encoding")));
        if (!keepsOpen(asked)) {
            head.with("Connection", "close");
        }
        if (asked.method().equals("HEAD")) {
            client.put(head.bytes()).flush();
            return;
        }
        MessageBody body = reply.body(incoming);
        boolean inChunks = body.isOfUnknownLength() && !asked.isOld();
        if (inChunks) {
            head.with("Transfer-Encoding", "chunked");
        }
        client.put(head.bytes()).flush();
        byte[] part = new byte[BUFFER_BYTES];
        for (int read = body.read(part, 0, part.length); read >= 0; read = body.read(part, 0, part.length)) {
            if (inChunks) {
                putChunk(client, part, read);
            } else {
                client.put(part, read);
            }
            client.flush();
        }
        if (inChunks) {
            client.put(Chunks.bytes(Chunks.last(body.trailers()))).flush();
        }
    }

    private static void putChunk(Outgoing out, byte[] bytes, int length) throws IOException {
        if (length > 0) {
            out.put(Chunks.bytes(Chunks.size(length))).put(bytes, length).put(Chunks.bytes(Chunks.END));
        }
    }

    private static List<Header> without(List<Header> headers, List<String> names) {
        return headers.stream()
                .filter(header -> names.stream().noneMatch(name -> isNamed(header, name)))
                .toList();
    }

    private static boolean isNamed(Header header, String name) {
        return header.name().equalsIgnoreCase(name);
    }
}
