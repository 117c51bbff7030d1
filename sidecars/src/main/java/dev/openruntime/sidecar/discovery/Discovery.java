package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.Health;
import dev.openruntime.sidecar.Reservation;
import dev.openruntime.sidecar.SettingProblem;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.loopback.LoopbackPort;
import dev.openruntime.sidecar.loopback.ReservedPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The built-in sidecar {@code discovery}. It answers {@code GET /v1/services}, {@code GET /v1/services/{name}} and
 * {@code GET /v1/services/{name}/watch} on 127.0.0.1, at the address in {@link #ADDRESS_VARIABLE}. Threads and errors:
 * as {@link Sidecar} says.
 */
public final class Discovery implements Sidecar {

    /** The environment variable in which children find the address, such as {@code http://127.0.0.1:40213}. */
    public static final String ADDRESS_VARIABLE = "OPEN_RUNTIME_DISCOVERY";

    private final DiscoverySettings settings;
    private final LoopbackPort port;
    private volatile @Nullable Life life;

    private Discovery(DiscoverySettings settings, LoopbackPort port) {
        this.settings = settings;
        this.port = port;
    }

    /** All that is wrong with these settings. */
    public static List<SettingProblem> check(Map<String, Object> with) {
        return new SettingsReader(with).problems();
    }

    /**
     * A sidecar with these settings, not started yet.
     *
     * @throws IllegalArgumentException if {@link #check} finds problems
     */
    public static Discovery create(Map<String, Object> with) {
        DiscoverySettings settings = settings(with);
        return new Discovery(settings, new LoopbackPort("port", settings.port()));
    }

    /**
     * Keeps a port for one that runs in a process of its own.
     *
     * @throws IllegalArgumentException if {@link #check} finds problems
     */
    public static Reservation reserve(Map<String, Object> with) {
        OptionalInt wanted = settings(with).port();
        try {
            SocketChannel keeper = ReservedPort.keep(wanted);
            return reservation(((InetSocketAddress) keeper.getLocalAddress()).getPort(), keeper);
        } catch (IOException taken) {
            return reservation(wanted.orElse(0), () -> {}); // the one that is to listen will say why it can't
        }
    }

    private static Reservation reservation(int port, Closeable keeper) {
        return new Reservation(
                port == 0 ? Map.of() : Map.of(ADDRESS_VARIABLE, "http://127.0.0.1:" + port), port, keeper);
    }

    /**
     * The one in that process.
     *
     * @param port that is kept for it
     * @throws IllegalArgumentException if {@link #check} finds problems
     */
    public static Discovery createReserved(Map<String, Object> with, int port) {
        return new Discovery(settings(with), LoopbackPort.reserved("port", port));
    }

    private static DiscoverySettings settings(Map<String, Object> with) {
        SettingsReader reader = new SettingsReader(with);
        if (!reader.problems().isEmpty()) {
            throw new IllegalArgumentException(
                    "internal error: settings of discovery used unchecked: " + reader.problems());
        }
        return reader.settings();
    }

    @Override
    public Map<String, String> environment() {
        Optional<String> address = port.address();
        return address.isPresent() ? Map.of(ADDRESS_VARIABLE, "http://" + address.get()) : Map.of();
    }

    @Override
    public void start(SidecarContext context) throws SidecarException, InterruptedException {
        life = Life.begin(settings, port.take(), context);
    }

    @Override
    public Health health() {
        Life now = life;
        if (now == null || !now.isServing()) {
            return Health.unhealthy("not serving");
        }
        return Health.healthy(port.address().orElse("") + " knows " + now.inWords());
    }

    /** Does nothing: discovery keeps nothing that could be lost. */
    @Override
    public void flush(Duration within) {}

    @Override
    public void stop(Duration within) throws InterruptedException {
        port.release();
        Life ending = life;
        if (ending != null) {
            life = null;
            ending.end(within);
        }
    }
}
