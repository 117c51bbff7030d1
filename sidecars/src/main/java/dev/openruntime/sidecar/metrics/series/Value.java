package dev.openruntime.sidecar.metrics.series;

import java.util.Set;

/** What was measured of one series. */
public sealed interface Value {

    /** A counter's sum, or what a gauge stands at. */
    record Amount(double amount) implements Value {}

    /** What a timer or a histogram has seen. Whoever has it owns it. */
    record Observed(Distribution distribution) implements Value {}

    /** The different members of a set. */
    record Members(Set<String> members) implements Value {}
}
