package dev.openruntime.sidecar.metrics.statsd;

import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.List;

/**
 * Who is sent StatsD.
 *
 * @param host its name or address
 * @param port its UDP port
 * @param dogstatsd whether tags are written as DogStatsD has them, {@code |#name:value}, and not as Graphite has them,
 *     {@code metric;name=value}
 * @param tags that all series have
 */
public record StatsdTarget(String host, int port, boolean dogstatsd, List<Tag> tags) {

    public StatsdTarget {
        tags = List.copyOf(tags);
    }
}
