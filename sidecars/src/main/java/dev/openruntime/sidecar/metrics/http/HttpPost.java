package dev.openruntime.sidecar.metrics.http;

import dev.openruntime.sidecar.metrics.output.Deadline;
import dev.openruntime.sidecar.metrics.output.Delivery;
import dev.openruntime.sidecar.metrics.output.Lookup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;

/**
 * Posts batches to one receiver. What is not answered may have been taken, but only if all of it was written: a
 * receiver takes nothing of a request whose body has no end. Blocks; an interrupt ends it at once. One thread at a
 * time.
 */
public final class HttpPost {

    private final Receiver receiver;
    private final String type;
    private final Function<byte[], Delivery> accepted;
    private final Lookup lookup;
    private final Tls tls;

    /** A request on its way: from here on it may have arrived. */
    private static final class Unanswered extends IOException {

        private static final long serialVersionUID = 1L;

        Unanswered(IOException cause) {
            super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        }
    }

    /**
     * @param type of the bodies
     * @param accepted what a receiver says by the body with which it accepts
     */
    public HttpPost(Receiver receiver, String type, Function<byte[], Delivery> accepted) {
        this.receiver = receiver;
        this.type = type;
        this.accepted = accepted;
        this.lookup = new Lookup(receiver.url().host());
        this.tls = new Tls(receiver.ca());
    }

    /**
     * Posts and awaits the answer.
     *
     * @param path with its slash before
     */
    public Delivery post(String path, byte[] body, Duration within) {
        Deadline by = Deadline.in(within);
        try (SocketChannel channel = SocketChannel.open();
                Socket socket = connected(channel, by)) {
            write(socket, path, body);
            return Answers.delivery(answer(socket, by), accepted);
        } catch (Unanswered e) {
            return Delivery.uncertain("no answer from " + receiver.url() + ": " + e.getMessage());
        } catch (IOException e) {
            return Delivery.kept(
                    "cannot reach " + receiver.url() + ": " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    private Socket connected(SocketChannel channel, Deadline by) throws IOException {
        HttpUrl url = receiver.url();
        Socket socket = channel.socket();
        socket.connect(new InetSocketAddress(lookup.address(by.remaining()), url.port()), by.socketMillis());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(by.socketMillis());
        return url.secure() ? tls.over(socket, url.host(), url.port()) : socket;
    }

    /** An interrupt may come when all is written, so what it interrupts may have arrived. */
    private void write(Socket socket, String path, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\nHost: ");
        head.append(receiver.url().authority())
                .append("\r\nConnection: close\r\nContent-Type: ")
                .append(type)
                .append("\r\nContent-Length: ")
                .append(body.length);
        receiver.headers()
                .forEach((name, value) ->
                        head.append("\r\n").append(name).append(": ").append(value));
        byte[] start = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream request = new ByteArrayOutputStream(start.length + body.length);
        request.write(start);
        request.write(body);
        OutputStream out = socket.getOutputStream();
        try {
            request.writeTo(out);
            out.flush();
        } catch (ClosedByInterruptException e) {
            throw new Unanswered(e);
        }
    }

    /** Where the head of an answer is there, it counts, whatever becomes of its body. */
    private static byte[] answer(Socket socket, Deadline by) throws Unanswered {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            byte[] some = new byte[Answers.MOST_BYTES];
            while (!Answers.isWhole(answer) && answer.size() < Answers.MOST_BYTES) {
                socket.setSoTimeout(by.socketMillis());
                int count = in.read(some);
                if (count < 0) {
                    break;
                }
                answer.write(some, 0, count);
            }
        } catch (IOException e) {
            if (!Answers.hasHead(answer)) {
                throw new Unanswered(e);
            }
        }
        return answer.toByteArray();
    }
}
