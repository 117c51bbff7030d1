package dev.openruntime.lambda;

import dev.openruntime.http.NoHttpException;
import dev.openruntime.loop.SourceFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * One keep-alive connection to the platform, for one request at a time. Blocks its caller, and so belongs to one
 * thread.
 *
 * <p>No request has a timeout: the platform freezes the environment inside {@code next}, and a {@code next} that was
 * given up would swallow the event that it was meant for. A connection that the platform closed while it was idle is
 * opened again; a request that found it closed before any byte of an answer came is sent once more.
 */
final class HttpConnection implements AutoCloseable {

    private final String address;
    private final int bufferBytes;
    private volatile Optional<Wire> open = Optional.empty();
    private volatile boolean closed;

    /**
     * @param address {@code host:port}, as {@code AWS_LAMBDA_RUNTIME_API} has it
     * @param bufferBytes what is moved by one system call at most
     */
    HttpConnection(String address, int bufferBytes) {
        this.address = address;
        this.bufferBytes = bufferBytes;
    }

    /** The {@code Host} header's value. */
    String address() {
        return address;
    }

    /**
     * Sends the request and blocks for the whole reply.
     *
     * @throws NoHttpException where there is one, and can't be read
     * @throws IOException where the platform can't be reached, or hung up
     */
    Reply exchange(Request request) throws IOException {
        Optional<Wire> used = open;
        if (used.isPresent()) {
            try {
                return exchange(used.get(), request);
            } catch (ClosedByInterruptException interrupted) {
                throw interrupted;
            } catch (IOException stale) {
                if (used.get().hasBegun()) {
                    throw stale;
                }
            }
        }
        return exchange(connect(), request);
    }

    private Reply exchange(Wire wire, Request request) throws IOException {
        wire.expectAnswer();
        boolean sent;
        try {
            sent = wire.send(request);
        } catch (IOException broken) {
            return lastWords(wire, broken);
        }
        return answer(wire, sent);
    }

    /**
     * Begins a request whose body follows; never twice. The wire listens.
     *
     * @throws IOException where the platform can't be reached
     */
    Wire begin(Request head) throws IOException {
        Optional<Wire> used = open.filter(this::isStillThere);
        Wire wire = used.isPresent() ? used.get() : connect();
        try {
            wire.expectAnswer();
            wire.listen();
            boolean _ = wire.send(head); // whatever comes instead is noticed by the next write
            return wire;
        } catch (IOException e) {
            drop(wire);
            throw e;
        }
    }

    private boolean isStillThere(Wire wire) {
        try {
            wire.listen();
            if (wire.isQuiet()) {
                return true;
            }
        } catch (IOException gone) {
            LoggerFactory.getLogger(HttpConnection.class).debug("an idle connection ended: {}", gone.getMessage());
        }
        drop(wire);
        return false;
    }

    /**
     * Blocks for the answer to what was sent.
     *
     * @param sent whether the request was sent to its end: only then is the connection of further use
     */
    Reply answer(Wire wire, boolean sent) throws IOException {
        try {
            ReplyReader.Answer answer = wire.answer();
            if (!sent || answer.isLast()) {
                drop(wire);
            }
            return answer.reply();
        } catch (IOException e) {
            drop(wire);
            throw e;
        }
    }

    /** A platform that refuses a body may hang up before it has read all of it; its answer is there all the same. */
    Reply lastWords(Wire wire, IOException broken) throws IOException {
        try {
            return answer(wire, /* sent= */ false);
        } catch (NoHttpException answered) {
            throw answered;
        } catch (IOException nothing) {
            broken.addSuppressed(nothing);
            throw broken;
        }
    }

    private Wire connect() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        InetSocketAddress socket = socketAddress();
        Wire wire;
        try {
            wire = Wire.to(socket, bufferBytes);
        } catch (IOException e) {
            throw new IOException("cannot connect to " + address + ": " + inWords(e), e);
        }
        open = Optional.of(wire);
        if (closed) {
            drop(wire);
        }
        return wire;
    }

    private InetSocketAddress socketAddress() throws IOException {
        int colon = address.lastIndexOf(':');
        try {
            if (colon <= 0) {
                throw new IllegalArgumentException("there is no host");
            }
            int port = Integer.parseInt(address.substring(colon + 1));
            InetSocketAddress socket = new InetSocketAddress(address.substring(0, colon), port);
            if (socket.isUnresolved()) {
                throw new IOException("cannot resolve the host of " + address);
            }
            return socket;
        } catch (IllegalArgumentException e) {
            throw new IOException("cannot read `" + address + "` as HOST:PORT", e);
        }
    }

    /** Why there is no answer, for a person. */
    SourceFailure failure(String what, IOException e) {
        return new SourceFailure(
                e instanceof NoHttpException
                        ? "the platform at " + address + " answered " + what + " by what is no HTTP: " + inWords(e)
                        : "no answer from the platform at " + address + " to " + what + ": " + inWords(e),
                e);
    }

    static String inWords(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return "interrupted";
        }
        if (e instanceof ClosedChannelException) {
            return "the connection was closed";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Hangs up; the next request connects anew. */
    void drop(Wire wire) {
        open = Optional.empty();
        try {
            wire.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(HttpConnection.class).debug("cannot hang up: {}", e.getMessage());
        }
    }

    /** Ends an exchange that is under way with an error; may be called by any thread. */
    @Override
    public void close() {
        closed = true;
        open.ifPresent(this::drop);
    }
}
