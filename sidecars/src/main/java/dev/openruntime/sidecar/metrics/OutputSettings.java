package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.metrics.emf.EmfSettings;
import dev.openruntime.sidecar.metrics.file.FileSettings;
import dev.openruntime.sidecar.metrics.otlp.OtlpSettings;
import dev.openruntime.sidecar.metrics.pushgateway.PushgatewaySettings;
import dev.openruntime.sidecar.metrics.statsd.StatsdTarget;
import java.util.Optional;

/** Where metrics go: one of them at least. */
record OutputSettings(
        Optional<EmfSettings> emf,
        Optional<FileSettings> file,
        Optional<StatsdTarget> statsd,
        Optional<OtlpSettings> otlp,
        Optional<PushgatewaySettings> pushgateway) {}
