package dev.openruntime.sidecar.metrics.otlp;

import dev.openruntime.sidecar.metrics.http.Receiver;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.List;

/**
 * How metrics are sent.
 *
 * @param collector by its whole path
 * @param cumulative whether sums are since the begin of the process, and not since the last batch
 * @param resource attributes of what all of it is about
 */
public record OtlpSettings(Receiver collector, boolean cumulative, List<Tag> resource) {

    public OtlpSettings {
        resource = List.copyOf(resource);
    }
}
