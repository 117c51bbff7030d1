package dev.openruntime.sidecar.metrics.statsd;

import dev.openruntime.sidecar.metrics.output.Batch;
import dev.openruntime.sidecar.metrics.output.Delivery;
import dev.openruntime.sidecar.metrics.output.Lookup;
import dev.openruntime.sidecar.metrics.output.Output;
import dev.openruntime.sidecar.metrics.output.Period;
import dev.openruntime.sidecar.metrics.series.Measured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends datagrams. Nobody acknowledges them: what the kernel takes counts as sent, but for one that the receiver's
 * kernel sends back at once because nobody listens, as it does on the same machine.
 */
public final class StatsdOutput implements Output {

    private final StatsdTarget target;
    private final Lookup lookup;
    private final ByteBuffer nothing = ByteBuffer.allocate(1);
    private @Nullable DatagramChannel channel;

    public StatsdOutput(StatsdTarget target) {
        this.target = target;
        this.lookup = new Lookup(target.host());
    }

    @Override
    public String name() {
        return "statsd";
    }

    /** Only a name has to be looked up. */
    @Override
    public boolean mayTakeTime() {
        return lookup.mayTakeTime();
    }

    @Override
    public List<Batch> batches(List<Measured> measured, Period period) {
        return StatsdLines.of(measured, target);
    }

    @Override
    public Delivery deliver(Batch batch, Duration within) {
        try {
            DatagramChannel connected = connected(within);
            if (connected.write(ByteBuffer.wrap(batch.bytes())) == 0) {
                return Delivery.kept("the socket's buffer is full");
            }
            int _ = connected.read(nothing.clear()); // hears that nobody listens
            return Delivery.accepted();
        } catch (IOException e) {
            disconnect();
            return Delivery.kept("cannot send to " + target.host() + ":" + target.port() + " (UDP): "
                    + (e.getMessage() == null ? "nobody listens" : e.getMessage()));
        }
    }

    private DatagramChannel connected(Duration within) throws IOException {
        DatagramChannel known = channel;
        if (known != null) {
            return known;
        }
        InetSocketAddress address = new InetSocketAddress(lookup.address(within), target.port());
        DatagramChannel opened = DatagramChannel.open();
        channel = opened;
        opened.configureBlocking(false); // so that an interrupt leaves no doubt whether it was sent
        return opened.connect(address);
    }

    private void disconnect() {
        DatagramChannel known = channel;
        channel = null;
        try {
            if (known != null) {
                known.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("internal error: cannot close a socket: " + e.getMessage(), e);
        }
    }
}
