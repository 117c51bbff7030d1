package dev.openruntime.sidecar.metrics.emf;

import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.List;

/**
 * What all lines have.
 *
 * @param namespace of all metrics
 * @param dimensions that all series have beside their tags
 * @param resolution in seconds: 60, or 1 for metrics of high resolution
 */
public record EmfSettings(String namespace, List<Tag> dimensions, int resolution) {

    /** Of CloudWatch: the longest namespace. */
    public static final int LONGEST_NAMESPACE = 255;

    /** Of the format: how many dimensions a set has at most. */
    public static final int MOST_DIMENSIONS = 30;

    public EmfSettings {
        dimensions = List.copyOf(dimensions);
    }
}
