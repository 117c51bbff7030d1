package dev.openruntime.sidecar.metrics.emf;

import dev.openruntime.sidecar.metrics.series.Measured;

/**
 * One metric of one line.
 *
 * @param name mended
 * @param part what was measured, or as much of it as goes into a line: at most a hundred numbers
 */
record Metric(String name, Measured part) {

    private static final int BYTES_OF_A_NUMBER = 25;
    private static final int BYTES_AROUND = 80;

    /** As many bytes of a line as it may take. */
    int bytes() {
        int numbers = (int) part.value().count();
        return 4 * name.length() + part.id().unit().length() + BYTES_OF_A_NUMBER * numbers + BYTES_AROUND;
    }
}
