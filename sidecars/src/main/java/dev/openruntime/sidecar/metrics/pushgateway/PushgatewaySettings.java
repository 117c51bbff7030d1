package dev.openruntime.sidecar.metrics.pushgateway;

import dev.openruntime.sidecar.metrics.http.HttpUrl;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where to push.
 *
 * @param url of the gateway
 * @param job under which it is pushed; none: the function's name
 * @param headers that a proxy before it wants
 * @param labels that all series have
 */
public record PushgatewaySettings(HttpUrl url, Optional<String> job, Map<String, String> headers, List<Tag> labels) {

    public PushgatewaySettings {
        headers = Map.copyOf(headers);
        labels = List.copyOf(labels);
    }
}
