package dev.openruntime.sidecar.loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;

/**
 * A port on 127.0.0.1 that one process keeps for another. Both bind it with {@code SO_REUSEPORT}, which the kernel
 * allows processes of the same user only, and only where all of them ask for it; but only the other one listens, so
 * every connection is the other's. While nobody listens connections are refused, and nobody else can bind the port.
 */
public final class ReservedPort {

    private ReservedPort() {}

    /**
     * A socket that keeps a port until it is closed.
     *
     * @param wanted none: any that is free
     * @throws IOException if it can't be had
     */
    public static SocketChannel keep(OptionalInt wanted) throws IOException {
        SocketChannel keeper = SocketChannel.open(); // not a server's: that one would listen as it binds
        try {
            keeper.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            keeper.bind(new InetSocketAddress(loopback(), wanted.orElse(0)));
            return keeper;
        } catch (IOException taken) {
            keeper.close();
            throw taken;
        }
    }

    /** Lets a socket bind a port that is reserved. */
    static void share(ServerSocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }

    /** Not {@code InetAddress.getLoopbackAddress()}, which may be ::1: children are told 127.0.0.1. */
    public static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
