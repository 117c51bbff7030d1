package dev.openruntime.sidecar.metrics.statsd;

import java.util.Set;

/** The units that CloudWatch knows, as its API reference lists them for a datum. */
final class Units {

    private static final Set<String> SIZES = Set.of(
            "Bytes",
            "Kilobytes",
            "Megabytes",
            "Gigabytes",
            "Terabytes",
            "Bits",
            "Kilobits",
            "Megabits",
            "Gigabits",
            "Terabits",
            "Count");

    private static final Set<String> OTHERS = Set.of("Seconds", "Microseconds", "Milliseconds", "Percent", "None");
    private static final String PER_SECOND = "/Second";

    private Units() {}

    static boolean isKnown(String unit) {
        String size = unit.endsWith(PER_SECOND) ? unit.substring(0, unit.length() - PER_SECOND.length()) : unit;
        return SIZES.contains(size) || OTHERS.contains(unit);
    }
}
