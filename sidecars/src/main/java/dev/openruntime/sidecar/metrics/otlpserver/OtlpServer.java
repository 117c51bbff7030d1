package dev.openruntime.sidecar.metrics.otlpserver;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.loopback.IoLoop;
import dev.openruntime.sidecar.loopback.LoopbackPort;
import dev.openruntime.sidecar.loopback.LoopbackServer;
import dev.openruntime.sidecar.metrics.intake.Intake;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes what is sent to the port, from open to close. Any thread. */
public final class OtlpServer {

    private static final int MOST_CONNECTIONS = 64;

    private final String address;
    private final LoopbackServer server;
    private final Exports exports;

    private OtlpServer(String address, LoopbackServer server, Exports exports) {
        this.address = address;
        this.server = server;
        this.exports = exports;
    }

    /**
     * Starts to serve.
     *
     * @param mostBytes of a body, inflated or not
     * @param intake takes what is sent, before the sender is answered
     * @param readerBegan Unix nanoseconds: of sums that began before, what was counted by then is somebody else's; 0:
     *     there was nobody before
     * @throws SidecarException if the port can't be had
     */
    public static OtlpServer open(
            LoopbackPort port, int mostBytes, Intake intake, long readerBegan, SidecarContext life)
            throws SidecarException {
        Exports exports = new Exports(intake, mostBytes, readerBegan, life);
        AtomicInteger connections = new AtomicInteger();
        try {
            LoopbackServer server = LoopbackServer.open(
                    port.take(),
                    new IoLoop(life.name()),
                    _ -> connection -> serve(connection, connections, mostBytes, exports),
                    life);
            return new OtlpServer(port.address().orElse(""), server, exports);
        } catch (IOException failed) {
            throw new SidecarException("cannot take OTLP: " + failed.getMessage(), failed);
        }
    }

    private static void serve(ChannelPipeline connection, AtomicInteger connections, int mostBytes, Exports exports) {
        if (connections.incrementAndGet() > MOST_CONNECTIONS) {
            var _ = connection.close();
        }
        var _ = connection.channel().closeFuture().addListener(_ -> connections.decrementAndGet());
        var _ = connection.addLast(new WholeRequests(mostBytes, exports), new OtlpHandler(exports));
    }

    /** Whether it still takes what comes. */
    public boolean isServing() {
        return server.isServing();
    }

    /** Closes the port and all connections: who was not answered yet knows that nothing is certain. */
    public void close(Duration within) throws InterruptedException {
        server.close(within);
    }

    /** For a person: where, and how much. */
    public String inWords() {
        return address + " " + exports.inWords();
    }
}
