package dev.openruntime.sidecar.metrics.pushgateway;

import dev.openruntime.sidecar.metrics.http.Receiver;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.List;
import java.util.Optional;

/**
 * Where to push.
 *
 * @param gateway or a proxy before it
 * @param job under which it is pushed; none: the function's name
 * @param labels that all series have
 */
public record PushgatewaySettings(Receiver gateway, Optional<String> job, List<Tag> labels) {

    public PushgatewaySettings {
        labels = List.copyOf(labels);
    }
}
