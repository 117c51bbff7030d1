package dev.openruntime.supervisor;

import dev.openruntime.sidecar.StatsdIntake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The way to a sidecar in a process of its own: its port. A datagram to loopback is in the other's buffer when it is
 * sent, and never waits. Lost where that process is not there. Any thread.
 */
final class StatsdSender implements StatsdIntake {

    private final int port;
    private Optional<DatagramChannel> socket = Optional.empty(); // guarded by this

    StatsdSender(int port) {
        this.port = port;
    }

    @Override
    public synchronized void take(String lines) {
        try {
            DatagramChannel open = socket.isPresent() ? socket.get() : DatagramChannel.open();
            socket = Optional.of(open);
            open.send(
                    ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)),
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        } catch (IOException refused) {
            // as any sender of StatsD: who is not there hears nothing
        }
    }
}
