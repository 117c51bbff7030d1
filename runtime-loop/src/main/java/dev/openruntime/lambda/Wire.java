package dev.openruntime.lambda;

import dev.openruntime.http.Incoming;
import dev.openruntime.http.NoHttpException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * A connected socket, read and written by the thread that waits for what comes: small requests and all answers block in
 * one system call, with nobody to hand over to. Whatever may be too long for the socket's buffers is written while
 * looking for an answer, since a platform may refuse a body before it has read all of it, and read no further.
 *
 * <p>Belongs to one thread, but for {@link #close}. An interrupt closes it.
 */
final class Wire implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MS = 1_000;

    private final SocketChannel channel;
    private final Incoming incoming;
    private final ByteBuffer out;
    private boolean listening;
    private volatile Optional<Selector> selector = Optional.empty();

    private Wire(SocketChannel channel, int bufferBytes) {
        this.channel = channel;
        this.incoming = new Incoming(channel, bufferBytes);
        this.out = ByteBuffer.allocateDirect(bufferBytes);
    }

    /**
     * Connects; {@code IOException} where that isn't done within a second.
     *
     * @param bufferBytes what is moved by one system call at most; no more than a socket's own buffer holds
     */
    static Wire to(SocketAddress address, int bufferBytes) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(address, CONNECT_TIMEOUT_MS);
            return new Wire(channel, bufferBytes);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** From now on {@link #hasBegun} is about the answer to the request that is sent next. */
    void expectAnswer() {
        incoming.expectMessage();
    }

    /** Whether any byte of the answer has come. */
    boolean hasBegun() {
        return incoming.hasBegun();
    }

    /**
     * Sends the request, or as much of it as there is no answer to. Where something came before all was sent, the
     * connection is of no use for a further request.
     *
     * @return whether all was sent
     */
    boolean send(Request request) throws IOException {
        out.clear();
        if (request.length() <= out.capacity()) {
            out.put(request.head().bytes())
                    .put(request.body().bytes())
                    .put(request.tail().bytes());
            out.flip();
            while (out.hasRemaining()) {
                int _ = channel.write(out);
            }
            out.clear();
            return true;
        }
        listen();
        return put(ByteBuffer.wrap(request.head().bytes()))
                && put(ByteBuffer.wrap(request.body().bytes()))
                && put(ByteBuffer.wrap(request.tail().bytes()))
                && flush();
    }

    /** From now on {@link #put} and {@link #flush} look for an answer, until it is read. */
    void listen() throws IOException {
        channel.configureBlocking(false);
        listening = true;
        out.clear();
    }

    /**
     * Blocks for the answer to what was sent.
     *
     * @throws NoHttpException where it can't be read as one
     */
    ReplyReader.Answer answer() throws IOException {
        if (listening) {
            block();
        }
        return ReplyReader.read(incoming);
    }

    private void block() throws IOException {
        listening = false;
        if (selector.isPresent()) {
            Selector open = selector.get();
            selector = Optional.empty();
            open.close();
        }
        channel.configureBlocking(true);
    }

    /** Whether nothing came that nobody asked for, the end included. Only while it listens. */
    boolean isQuiet() throws IOException {
        return incoming.look() == 0;
    }

    /**
     * Puts bytes into the buffer, and sends it each time it is full. Only while it listens.
     *
     * @return false: something came, or the end; nothing more is to be sent
     */
    boolean put(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (!out.hasRemaining() && !flush()) {
                return false;
            }
            int step = Math.min(out.remaining(), bytes.remaining());
            out.put(out.position(), bytes, bytes.position(), step);
            out.position(out.position() + step);
            bytes.position(bytes.position() + step);
        }
        return true;
    }

    /** Sends what is in the buffer; as {@link #put}. */
    boolean flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            if (!isQuiet()) {
                return false;
            }
            if (channel.write(out) == 0) {
                awaitRoomOrAnswer();
            }
        }
        out.clear();
        return true;
    }

    private void awaitRoomOrAnswer() throws IOException {
        if (selector.isEmpty()) {
            Selector fresh = Selector.open();
            selector = Optional.of(fresh);
            SelectionKey _ = channel.register(fresh, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
        try {
            int _ = selector.get().select();
        } catch (ClosedSelectorException e) {
            throw new AsynchronousCloseException();
        }
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
    }

    /** Ends whatever waits here; may be called by any thread. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (selector.isPresent()) {
            selector.get().close();
        }
    }
}
