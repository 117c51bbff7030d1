package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.Health;
import dev.openruntime.sidecar.SettingProblem;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The built-in sidecar {@code discovery}. It answers {@code GET /v1/services} and {@code GET /v1/services/{name}} on
 * 127.0.0.1, at the address in {@link #ADDRESS_VARIABLE}. Threads and errors: as {@link Sidecar} says.
 */
public final class Discovery implements Sidecar {

    /** The environment variable in which children find the address, such as {@code http://127.0.0.1:40213}. */
    public static final String ADDRESS_VARIABLE = "OPEN_RUNTIME_DISCOVERY";

    private final DiscoverySettings settings;
    private final LoopbackPort port;
    private volatile @Nullable DiscoveryServer server;

    private Discovery(DiscoverySettings settings) {
        this.settings = settings;
        this.port = new LoopbackPort(settings.port());
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
        SettingsReader reader = new SettingsReader(with);
        if (!reader.problems().isEmpty()) {
            throw new IllegalArgumentException(
                    "internal error: settings of discovery used unchecked: " + reader.problems());
        }
        return new Discovery(reader.settings());
    }

    @Override
    public Map<String, String> environment() {
        Optional<String> address = port.address();
        return address.isPresent() ? Map.of(ADDRESS_VARIABLE, "http://" + address.get()) : Map.of();
    }

    @Override
    public void start(SidecarContext context) throws SidecarException {
        ServerSocketChannel socket = port.take();
        try {
            server = DiscoveryServer.open(socket, settings.services(), context);
        } catch (IOException failed) {
            throw new SidecarException("cannot serve: " + failed.getMessage(), failed);
        }
    }

    @Override
    public Health health() {
        DiscoveryServer serving = server;
        if (serving == null || !serving.isServing()) {
            return Health.unhealthy("not serving");
        }
        String services = String.join(", ", settings.services().keySet());
        return Health.healthy(port.address().orElse("") + " knows " + services);
    }

    /** Does nothing: discovery keeps nothing that could be lost. */
    @Override
    public void flush(Duration within) {}

    @Override
    public void stop(Duration within) throws InterruptedException {
        port.release();
        DiscoveryServer serving = server;
        if (serving != null) {
            server = null;
            serving.close(within);
        }
    }
}
