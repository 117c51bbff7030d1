package dev.openruntime.emulator.telemetry;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The way to one receiver. {@link #send} is for one thread and blocks; {@link #close} is for any, and lets a blocked
 * {@code send} fail.
 */
interface Delivery extends AutoCloseable {
    /** How long a receiver may take to accept a connection or to answer. */
    Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Sends a batch; after a failure it is not known how much of it has arrived.
     *
     * @throws RefusedException if the receiver has read it and wants none of it
     * @throws IOException if there is no receiver, or it went away
     */
    void send(List<byte[]> batch) throws IOException;

    @Override
    void close();

    /** The way to this destination; opens nothing yet. */
    static Delivery to(Destination destination) {
        return switch (destination) {
            case Destination.Http http -> new HttpDelivery(http);
            case Destination.Tcp(int port) -> new TcpDelivery(port);
        };
    }

    /** The receiver answered, with an error. */
    final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
