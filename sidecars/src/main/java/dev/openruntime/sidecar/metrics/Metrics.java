package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.Health;
import dev.openruntime.sidecar.Reservation;
import dev.openruntime.sidecar.SettingProblem;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.StatsdIntake;
import dev.openruntime.sidecar.loopback.LoopbackPort;
import dev.openruntime.sidecar.metrics.output.Deadline;
import dev.openruntime.sidecar.metrics.series.SeriesStore;
import dev.openruntime.sidecar.metrics.statsd.StatsdPort;
import dev.openruntime.sidecar.metrics.statsd.StatsdReader;
import dev.openruntime.sidecar.metrics.statsd.StatsdServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The built-in sidecar {@code metrics}. It takes StatsD at the UDP address in {@link #ADDRESS_VARIABLE}, and OTLP, if
 * it is told so; reads pages of Prometheus; and brings out what it has summed up with each flush. Threads and errors:
 * as {@link Sidecar} says.
 */
public final class Metrics implements Sidecar, StatsdIntake {

    private static final String OTLP_PORT = "otlp.port";

    /** The environment variable in which children find the address, such as {@code 127.0.0.1:40213}. */
    public static final String ADDRESS_VARIABLE = "OPEN_RUNTIME_STATSD";

    private final StatsdPort port;
    private final SeriesStore store;
    private final StatsdReader reader;
    private final Intakes intakes;
    private final Outlets outlets;
    private volatile @Nullable StatsdServer server;
    private volatile @Nullable SidecarContext context;

    private Metrics(
            MetricsSettings settings,
            StatsdPort port,
            @Nullable LoopbackPort otlpPort,
            String spoolKey,
            boolean isFirstLife) {
        this.port = port;
        this.store = new SeriesStore(settings.mostSeries(), settings.mostBytes());
        this.reader = new StatsdReader(store, settings.signsMove());
        this.intakes = new Intakes(settings, store, otlpPort, isFirstLife);
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
        LoopbackPort otlpPort = settings.intakes().otlp().isPresent()
                ? new LoopbackPort(OTLP_PORT, settings.intakes().otlp().get().port())
                : null;
        return new Metrics(
                settings,
                new StatsdPort(settings.port()),
                otlpPort,
                SpoolKey.of(with, System.getenv()),
                /* isFirstLife= */ true);
    }

    /**
     * Keeps a port for one that runs in a process of its own.
     *
     * @throws IllegalArgumentException if {@link #check} finds problems
     */
    public static Reservation reserve(Map<String, Object> with) {
        return Reserving.ports(settings(with));
    }

    /**
     * The one in that process.
     *
     * @param port that is kept for it: of StatsD, and of OTLP where no other is configured
     * @throws IllegalArgumentException if {@link #check} finds problems
     */
    public static Metrics createReserved(Map<String, Object> with, int port) {
        MetricsSettings settings = settings(with);
        LoopbackPort otlpPort = settings.intakes().otlp().isPresent()
                ? LoopbackPort.reserved(
                        OTLP_PORT, settings.intakes().otlp().get().port().orElse(port))
                : null;
        return new Metrics(
                settings,
                StatsdPort.reserved(port),
                otlpPort,
                SpoolKey.of(with, System.getenv()),
                Reserving.isFirstLife(System.getenv()));
    }

    /**
     * Whether the supervisor's own meters are to be handed over, by settings in which {@link #check} finds no problem.
     */
    public static boolean takesOwnMeters(Map<String, Object> with) {
        return !"false".equals(String.valueOf(with.get("self")));
    }

    private static MetricsSettings settings(Map<String, Object> with) {
        SettingsReader reader = new SettingsReader(with);
        if (!reader.problems().isEmpty()) {
            throw new IllegalArgumentException(
                    "internal error: settings of metrics used unchecked: " + reader.problems());
        }
        return reader.settings();
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(intakes.environment());
        environment.putAll(Reserving.statsd(port.number()));
        return Map.copyOf(environment);
    }

    @Override
    public void start(SidecarContext life) throws SidecarException {
        context = life;
        outlets.begin(life);
        server = StatsdServer.open(port, reader, life);
        intakes.open(life);
    }

    @Override
    public void take(String lines) {
        reader.read(lines);
    }

    @Override
    public Health health() {
        StatsdServer serving = server;
        if (serving == null || !serving.isServing() || !intakes.isServing()) {
            return Health.unhealthy("not serving");
        }
        return Health.healthy(serving.inWords() + intakes.inWords() + "; " + outlets.inWords());
    }

    @Override
    public void flush(Duration within) throws SidecarException, InterruptedException {
        StatsdServer serving = server;
        SidecarContext life = context;
        if (serving != null && life != null) {
            Deadline by = Deadline.in(within);
            drain(serving, life, within);
            intakes.read(life, Deadline.in(by.remaining().dividedBy(2)));
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
            intakes.close(Duration.ZERO);
            return;
        }
        Deadline by = Deadline.in(within);
        drain(serving, life, within);
        server = null;
        serving.close();
        try {
            intakes.close(by.remaining().dividedBy(4));
            if (within.isZero()) {
                outlets.keep(life);
            } else {
                outlets.flush(life, by.remaining(), /* isLast= */ true);
            }
        } catch (InterruptedException noTimeIsLeft) {
            outlets.keep(life);
            throw noTimeIsLeft;
        } catch (SidecarException unsent) {
            life.meters().count("flushes.failed"); // there is nobody to tell; the next life, if any, sends it
        }
    }
}
