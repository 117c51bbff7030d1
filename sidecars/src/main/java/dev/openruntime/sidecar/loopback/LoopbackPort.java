package dev.openruntime.sidecar.loopback;

import dev.openruntime.sidecar.SidecarException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The port on 127.0.0.1, the same through all restarts. Where none is configured it is chosen by binding a socket to a
 * free one, and that socket is kept for the first start, so that nobody else can take it meanwhile.
 *
 * <p>Uses the JDK's channels: a bind costs less than a millisecond, so it may come before the first child is spawned.
 * Any thread.
 */
public final class LoopbackPort {

    private static final int BACKLOG = 128;

    private final String key;
    private final boolean reserved;
    private int number;
    private @Nullable ServerSocketChannel bound;

    /**
     * @param key of the settings that says which, for messages
     * @param configured none: one that is free
     */
    public LoopbackPort(String key, OptionalInt configured) {
        this(key, configured.orElse(0), false);
    }

    private LoopbackPort(String key, int number, boolean reserved) {
        this.key = key;
        this.number = number;
        this.reserved = reserved;
    }

    /** One that another process keeps; see {@link ReservedPort}. */
    public static LoopbackPort reserved(String key, int number) {
        return new LoopbackPort(key, number, true);
    }

    /** {@code 127.0.0.1:PORT}; empty only where the system has no free port left, which {@link #take} then reports. */
    public synchronized Optional<String> address() {
        if (number == 0) {
            try {
                keep(bind(0));
            } catch (IOException noPortLeft) {
                return Optional.empty();
            }
        }
        return Optional.of("127.0.0.1:" + number);
    }

    /** A listening socket, which from here on belongs to the caller. */
    public synchronized ServerSocketChannel take() throws SidecarException {
        try {
            ServerSocketChannel taken = bound == null ? bind(number) : bound;
            keep(taken);
            bound = null;
            return taken;
        } catch (BindException taken) {
            throw new SidecarException(
                    "cannot listen on 127.0.0.1:" + number + ": " + taken.getMessage() + "; set another `" + key
                            + "`, or none for a free one",
                    taken);
        } catch (IOException failed) {
            throw new SidecarException("cannot listen on 127.0.0.1:" + number + ": " + failed.getMessage(), failed);
        }
    }

    /** Closes the socket if nobody took it. */
    public synchronized void release() {
        if (bound != null) {
            try {
                bound.close();
            } catch (IOException impossible) {
                throw new UncheckedIOException("internal error: cannot close a socket nobody uses", impossible);
            }
            bound = null;
        }
    }

    private void keep(ServerSocketChannel socket) throws IOException {
        bound = socket;
        number = ((InetSocketAddress) socket.getLocalAddress()).getPort();
    }

    private ServerSocketChannel bind(int port) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            if (reserved) {
                ReservedPort.share(socket);
            }
            socket.bind(new InetSocketAddress(ReservedPort.loopback(), port), BACKLOG);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }
}
