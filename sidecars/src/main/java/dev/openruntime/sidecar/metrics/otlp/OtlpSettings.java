package dev.openruntime.sidecar.metrics.otlp;

import dev.openruntime.sidecar.metrics.http.HttpUrl;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.List;
import java.util.Map;

/**
 * How metrics are sent.
 *
 * @param url the collector, with its path
 * @param headers that it wants
 * @param cumulative whether sums are since the begin of the process, and not since the last batch
 * @param resource attributes of what all of it is about
 */
public record OtlpSettings(HttpUrl url, Map<String, String> headers, boolean cumulative, List<Tag> resource) {

    public OtlpSettings {
        headers = Map.copyOf(headers);
        resource = List.copyOf(resource);
    }
}
