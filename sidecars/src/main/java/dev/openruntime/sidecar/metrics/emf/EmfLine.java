package dev.openruntime.sidecar.metrics.emf;

import dev.openruntime.sidecar.metrics.series.Measured;
import java.util.List;

/**
 * A line that is to be printed.
 *
 * @param text JSON, without an end of line; ASCII, at most 30 KiB
 * @param measured what is in it
 */
public record EmfLine(String text, List<Measured> measured) {}
