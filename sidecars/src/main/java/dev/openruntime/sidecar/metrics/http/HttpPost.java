package dev.openruntime.sidecar.metrics.http;

import dev.openruntime.sidecar.metrics.output.Deadline;
import dev.openruntime.sidecar.metrics.output.Delivery;
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
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts batches to one receiver. What is not answered may have been taken, but only if all of it was written: a
 * receiver takes nothing of a request whose body has no end. Blocks; an interrupt ends it at once.
 *
 * @param url of the receiver
 * @param headers beside those that every request has
 * @param accepted what a receiver says by the body with which it accepts
 */
public record HttpPost(HttpUrl url, Map<String, String> headers, Function<byte[], Delivery> accepted) {

    /** A request on its way: from here on it may have arrived. */
    private static final class Unanswered extends IOException {

        private static final long serialVersionUID = 1L;

        Unanswered(IOException cause) {
            super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        }
    }

    public HttpPost {
        headers = Map.copyOf(headers);
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
            return Delivery.uncertain("no answer from " + url + ": " + e.getMessage());
        } catch (IOException e) {
            return Delivery.kept("cannot reach " + url + ": " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    private Socket connected(SocketChannel channel, Deadline by) throws IOException {
        Socket socket = channel.socket();
        InetSocketAddress address = new InetSocketAddress(url.host(), url.port());
        if (address.isUnresolved()) {
            throw new IOException("there is no such host");
        }
        socket.connect(address, by.socketMillis());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(by.socketMillis());
        return url.secure() ? secured(socket) : socket;
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, url.host(), url.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** An interrupt may come when all is written, so what it interrupts may have arrived. */
    private void write(Socket socket, String path, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\nHost: ");
        head.append(url.authority())
                .append("\r\nConnection: close\r\nContent-Length: ")
                .append(body.length);
        headers.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
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

    private static byte[] answer(Socket socket, Deadline by) throws Unanswered {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] some = new byte[Answers.MOST_BYTES];
            while (!Answers.isWhole(answer) && answer.size() < Answers.MOST_BYTES) {
                socket.setSoTimeout(by.socketMillis());
                int count = in.read(some);
                if (count < 0) {
                    break;
                }
                answer.write(some, 0, count);
            }
            return answer.toByteArray();
        } catch (IOException e) {
            throw new Unanswered(e);
        }
    }
}
