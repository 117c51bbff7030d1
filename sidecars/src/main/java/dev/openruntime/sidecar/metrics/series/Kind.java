package dev.openruntime.sidecar.metrics.series;

/** What the values of a series mean, and the unit that they have unless somebody says another. */
public enum Kind {
    /** What is added up. */
    COUNTER("Count"),
    /** What is as it is now. */
    GAUGE("None"),
    /** How long things took, in milliseconds. */
    TIMER("Milliseconds"),
    /** How large things were. */
    HISTOGRAM("None"),
    /** How many different ones there were. */
    SET("Count");

    private final String unit;

    Kind(String unit) {
        this.unit = unit;
    }

    /** A CloudWatch unit. */
    public String unit() {
        return unit;
    }
}
