package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.loopback.LoopbackPort;
import dev.openruntime.sidecar.metrics.intake.Intake;
import dev.openruntime.sidecar.metrics.otlpserver.OtlpServer;
import dev.openruntime.sidecar.metrics.output.Deadline;
import dev.openruntime.sidecar.metrics.scrape.Scrapes;
import dev.openruntime.sidecar.metrics.series.SeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is taken beside StatsD, as far as it is configured: of what isn't nothing is made. */
final class Intakes {

    private static final long NANOS = 1_000_000_000;

    private final @Nullable Scrapes scrapes;
    private final @Nullable LoopbackPort otlpPort;
    private final @Nullable Intake intake;
    private final int mostBodyBytes;
    private final long readerBegan;
    private volatile @Nullable OtlpServer otlp;

    /**
     * @param otlpPort none where OTLP isn't taken
     * @param isFirstLife whether no other process has taken anything before this one
     */
    Intakes(MetricsSettings settings, SeriesStore store, @Nullable LoopbackPort otlpPort, boolean isFirstLife) {
        boolean takesTotals = otlpPort != null || !settings.intakes().scrape().isEmpty();
        Intake made = takesTotals ? new Intake(store, settings.mostSeries(), settings.mostBytes()) : null;
        this.intake = made;
        this.otlpPort = otlpPort;
        this.scrapes = made == null || settings.intakes().scrape().isEmpty()
                ? null
                : new Scrapes(settings.intakes().scrape(), made, isFirstLife);
        this.mostBodyBytes = settings.intakes().otlp().isPresent()
                ? settings.intakes().otlp().get().mostBytes()
                : 0;
        Instant now = Instant.now();
        this.readerBegan = isFirstLife ? 0 : now.getEpochSecond() * NANOS + now.getNano();
    }

    /** By which a sender of OTLP finds it: ours, and what OpenTelemetry's SDKs read. */
    static Map<String, String> environment(String address) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OPEN_RUNTIME_OTLP", "http://" + address);
        environment.put("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://" + address + "/v1/metrics");
        environment.put("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf");
        return environment;
    }

    Map<String, String> environment() {
        LoopbackPort port = otlpPort;
        return port == null || port.address().isEmpty()
                ? Map.of()
                : environment(port.address().get());
    }

    void open(SidecarContext life) throws SidecarException {
        LoopbackPort port = otlpPort;
        Intake taking = intake;
        if (port != null && taking != null) {
            otlp = OtlpServer.open(port, mostBodyBytes, taking, readerBegan, life);
        }
    }

    /** Reads what must be asked for. What is sent is there already. */
    void read(SidecarContext life, Deadline by) throws InterruptedException {
        Scrapes asking = scrapes;
        if (asking != null) {
            asking.read(life, by);
        }
    }

    boolean isServing() {
        OtlpServer serving = otlp;
        return otlpPort == null || (serving != null && serving.isServing());
    }

    void close(Duration within) throws InterruptedException {
        OtlpServer serving = otlp;
        otlp = null;
        if (serving != null) {
            serving.close(within);
        }
        if (otlpPort != null) {
            otlpPort.release();
        }
    }

    /** For a person; begins with a semicolon, or is empty. */
    String inWords() {
        OtlpServer serving = otlp;
        return (serving == null ? "" : "; " + serving.inWords()) + (scrapes == null ? "" : scrapes.inWords());
    }
}
