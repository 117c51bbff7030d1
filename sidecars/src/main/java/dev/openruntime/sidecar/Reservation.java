package dev.openruntime.sidecar;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * What the process that starts a built-in in another process keeps for it: its port, so that nobody else can take it
 * while the sidecar isn't there yet, or not there any more.
 *
 * @param environment what {@link Sidecar#environment()} would say: known before the sidecar is started, the same for
 *     all its lives
 * @param port what is handed over to the sidecar's process as a number; 0 if none could be reserved
 * @param keeper keeps the port until it is closed
 */
public record Reservation(Map<String, String> environment, int port, Closeable keeper) implements Closeable {

    public Reservation {
        environment = Map.copyOf(environment);
    }

    /** From now on anybody may take the port. */
    @Override
    public void close() throws IOException {
        keeper.close();
    }
}
