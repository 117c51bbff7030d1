package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.metrics.output.SpoolSettings;
import java.util.OptionalInt;

/**
 * The checked settings of {@code metrics}.
 *
 * @param outputs where metrics go
 * @param spool where those are kept that can't be sent
 * @param intakes what is taken beside StatsD
 * @param port where StatsD is taken; none: a free port, chosen by the system
 * @param signsMove whether a gauge's value with a sign is a step, as StatsD has it, and not a value as DogStatsD has it
 * @param mostSeries between two flushes
 * @param mostBytes that they may take in memory
 */
record MetricsSettings(
        OutputSettings outputs,
        SpoolSettings spool,
        IntakeSettings intakes,
        OptionalInt port,
        boolean signsMove,
        int mostSeries,
        long mostBytes) {}
