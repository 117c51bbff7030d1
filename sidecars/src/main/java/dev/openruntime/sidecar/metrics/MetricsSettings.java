package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.metrics.emf.EmfSettings;
import java.util.OptionalInt;

/**
 * The checked settings of {@code metrics}.
 *
 * @param emf how metrics are printed
 * @param port where StatsD is taken; none: a free port, chosen by the system
 * @param signsMove whether a gauge's value with a sign is a step, as StatsD has it, and not a value as DogStatsD has it
 * @param mostSeries between two flushes
 * @param mostBytes that they may take in memory
 */
record MetricsSettings(EmfSettings emf, OptionalInt port, boolean signsMove, int mostSeries, long mostBytes) {}
