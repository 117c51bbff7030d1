package dev.openruntime.sidecar.metrics.statsd;

import dev.openruntime.sidecar.SidecarException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The UDP port on 127.0.0.1, the same through all restarts. It is bound when its number is asked for, which costs less
 * than a millisecond; what is sent from then on waits in the kernel for the sidecar to start. Any thread.
 */
public final class StatsdPort {

    /** As much as the kernel grants; what doesn't fit is lost. */
    private static final int BUFFER_BYTES = 8 * 1024 * 1024;

    /** Not {@code InetAddress.getLoopbackAddress()}, which may be ::1: children are told 127.0.0.1. */
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final boolean reserved;
    private int number;
    private @Nullable DatagramChannel bound;

    /** @param configured none: one that is free */
    public StatsdPort(OptionalInt configured) {
        this(configured.orElse(0), false);
    }

    private StatsdPort(int number, boolean reserved) {
        this.number = number;
        this.reserved = reserved;
    }

    /** One that another process keeps. */
    public static StatsdPort reserved(int number) {
        return new StatsdPort(number, true);
    }

    /**
     * Keeps a port for another process of the same user. Both bind it with {@code SO_REUSEPORT}; the keeper is
     * connected to itself, so that the kernel gives it nothing that others send.
     *
     * @return a socket that keeps it until it is closed
     * @throws IOException if it can't be had
     */
    public static DatagramChannel keep(OptionalInt wanted) throws IOException {
        DatagramChannel keeper = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            keeper.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            keeper.bind(new InetSocketAddress(LOOPBACK, wanted.orElse(0)));
            keeper.connect(keeper.getLocalAddress());
            return keeper;
        } catch (IOException taken) {
            keeper.close();
            throw taken;
        }
    }

    /** Which it is; 0 only where it can't be had, which {@link #take} then reports. */
    public synchronized int number() {
        if (bound == null && number == 0) {
            try {
                bound = bind(0);
                number = portOf(bound.getLocalAddress());
            } catch (IOException noPortLeft) {
                return 0;
            }
        }
        return number;
    }

    /** A bound socket, which from here on belongs to the caller. */
    synchronized DatagramChannel take() throws SidecarException {
        try {
            DatagramChannel taken = bound == null ? bind(number) : bound;
            number = portOf(taken.getLocalAddress());
            bound = null;
            return taken;
        } catch (BindException taken) {
            throw new SidecarException(
                    "cannot listen on 127.0.0.1:" + number + " (UDP): " + taken.getMessage()
                            + "; set another `statsd.port`, or none for a free one",
                    taken);
        } catch (IOException failed) {
            throw new SidecarException(
                    "cannot listen on 127.0.0.1:" + number + " (UDP): " + failed.getMessage(), failed);
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

    private DatagramChannel bind(int port) throws IOException {
        DatagramChannel socket = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            if (reserved) {
                socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            socket.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Of a socket on an address of the internet; 0 of any other. */
    public static int portOf(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getPort() : 0;
    }
}
