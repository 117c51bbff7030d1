package dev.openruntime.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What user code has measured, as it said (P73). Immutable.
 *
 * @param name not empty
 * @param values finite; empty of a set
 * @param member of a set; else empty
 * @param unit of CloudWatch, or any other word; empty where nothing was said
 * @param tags names and values, in their order
 */
public record MetricNote(
        String name, Kind kind, List<Double> values, String member, String unit, Map<String, String> tags) {

    /** What the values mean. */
    public enum Kind {
        /** To be added up. */
        COUNTER,
        /** As it is now. */
        GAUGE,
        /** How long something took, in milliseconds. */
        TIMER,
        /** How large something was. */
        HISTOGRAM,
        /** One of those that are counted once each. */
        SET
    }

    public MetricNote {
        values = List.copyOf(values);
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}
