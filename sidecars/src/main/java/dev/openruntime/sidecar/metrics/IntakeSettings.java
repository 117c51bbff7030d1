package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.metrics.scrape.TargetSettings;
import java.util.List;
import java.util.Optional;

/**
 * What is taken beside StatsD.
 *
 * @param scrape whose pages are read
 * @param otlp how OTLP is taken, if it is
 */
record IntakeSettings(List<TargetSettings> scrape, Optional<OtlpIntakeSettings> otlp) {

    IntakeSettings {
        scrape = List.copyOf(scrape);
    }
}
