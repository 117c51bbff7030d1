package dev.openruntime.child;

import dev.openruntime.health.ProbeReport;

/**
 * What is known of one probe of a child that is up.
 *
 * @param purpose what its verdict is for
 * @param report its verdict and its latest answer
 */
public record ProbeStatus(Purpose purpose, ProbeReport report) {

    /** What a verdict is for. */
    public enum Purpose {
        READINESS,
        LIVENESS
    }
}
