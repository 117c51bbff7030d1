package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.Health;
import dev.openruntime.sidecar.Reservation;
import dev.openruntime.sidecar.SettingProblem;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.StatsdIntake;
import dev.openruntime.sidecar.metrics.output.Deadline;
import dev.openruntime.sidecar.metrics.series.SeriesStore;
import dev.openruntime.sidecar.metrics.statsd.StatsdPort;
import dev.openruntime.sidecar.metrics.statsd.StatsdReader;
import dev.openruntime.sidecar.metrics.statsd.StatsdServer;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The built-in sidecar {@code metrics}. It takes StatsD at the UDP address in {@link #ADDRESS_VARIABLE} and prints what
 * it has summed up with each flush. Threads and errors: as {@link Sidecar} says.
 */
public final class Metrics implements Sidecar, StatsdIntake {

    /** The environment variable in which children find the address, such as {@code 127.0.0.1:40213}. */
    public static final String ADDRESS_VARIABLE = "OPEN_RUNTIME_STATSD";

    private final StatsdPort port;
    private final SeriesStore store;
    private final StatsdReader reader;
    private final Outlets outlets;
    private volatile @Nullable StatsdServer server;
    private volatile @Nullable SidecarContext context;

    private Metrics(MetricsSettings settings, StatsdPort port, String spoolKey) {
        this.port = port;
        this.store = new SeriesStore(settings.mostSeries(), settings.mostBytes());
        this.reader = new StatsdReader(store, settings.signsMove());
        this.outlets = new Outlets(settings, store, System.getenv(), spoolKey);
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
    public static Metrics create(Map<String, Object> with) {
        MetricsSettings settings = settings(with);
        return new Metrics(settings, new StatsdPort(settings.port()), SpoolKey.of(with, System.getenv()));
    }

    /**
     * Keeps a port for one that runs in a process of its own.
     *
     * @throws IllegalArgumentException if {@link #check} finds problems
     */
    public static Reservation reserve(Map<String, Object> with) {
        OptionalInt wanted = settings(with).port();
        try {
            DatagramChannel keeper = StatsdPort.keep(wanted);
            int port = StatsdPort.portOf(keeper.getLocalAddress());
            return new Reservation(environment(port), port, keeper);
        } catch (IOException taken) {
            int port = wanted.orElse(0);
            return new Reservation(
                    environment(port), port, () -> {}); // the one that is to listen will say why it can't
        }
    }

    /**
     * The one in that process.
     *
     * @param port that is kept for it
     * @throws IllegalArgumentException if {@link #check} finds problems
     */
    public static Metrics createReserved(Map<String, Object> with, int port) {
        return new Metrics(settings(with), StatsdPort.reserved(port), SpoolKey.of(with, System.getenv()));
    }

    private static MetricsSettings settings(Map<String, Object> with) {
        SettingsReader reader = new SettingsReader(with);
        if (!reader.problems().isEmpty()) {
            throw new IllegalArgumentException(
                    "internal error: settings of metrics used unchecked: " + reader.problems());
        }
        return reader.settings();
    }

    /** Ours, and those by which the usual clients of StatsD and DogStatsD find it without being told. */
    private static Map<String, String> environment(int port) {
        if (port == 0) {
            return Map.of();
        }
        String host = "127.0.0.1";
        String number = String.valueOf(port);
        return Map.of(
                ADDRESS_VARIABLE,
                host + ":" + number,
                "STATSD_HOST",
                host,
                "STATSD_PORT",
                number,
                "DD_AGENT_HOST",
                host,
                "DD_DOGSTATSD_PORT",
                number);
    }

    @Override
    public Map<String, String> environment() {
        return environment(port.number());
    }

    @Override
    public void start(SidecarContext life) throws SidecarException {
        context = life;
        outlets.begin(life);
        server = StatsdServer.open(port, reader, life);
    }

    @Override
    public void take(String lines) {
        reader.read(lines);
    }

    @Override
    public Health health() {
        StatsdServer serving = server;
        if (serving == null || !serving.isServing()) {
            return Health.unhealthy("not serving");
        }
        return Health.healthy(serving.inWords() + "; " + outlets.inWords());
    }

    @Override
    public void flush(Duration within) throws SidecarException, InterruptedException {
        StatsdServer serving = server;
        SidecarContext life = context;
        if (serving != null && life != null) {
            Deadline by = Deadline.in(within);
            drain(serving, life, within);
            outlets.flush(life, by.remaining(), /* isLast= */ false);
        }
    }

    private static void drain(StatsdServer serving, SidecarContext life, Duration within) {
        boolean _ = serving.drain(within.dividedBy(2)); // what comes too fast is for the next flush
        serving.tell(life.meters());
    }

    /** With a last flush, once the port is closed. */
    @Override
    public void stop(Duration within) throws InterruptedException {
        port.release();
        StatsdServer serving = server;
        SidecarContext life = context;
        if (serving == null || life == null) {
            return;
        }
        Deadline by = Deadline.in(within);
        drain(serving, life, within);
        server = null;
        serving.close();
        try {
            if (within.isZero()) {
                outlets.keep(life);
            } else {
                outlets.flush(life, by.remaining(), /* isLast= */ true);
            }
        } catch (SidecarException unsent) {
            life.meters().count("flushes.failed"); // there is nobody to tell; the next life, if any, sends it
        }
    }
}
