package dev.openruntime.sidecar.metrics.otlpserver;

import dev.openruntime.sidecar.metrics.series.Kind;
import java.util.Map;

/** Units by which CloudWatch calls those of the Unified Code for Units of Measure; of others it knows none. */
final class Units {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("ms", "Milliseconds"),
            Map.entry("us", "Microseconds"),
            Map.entry("s", "Seconds"),
            Map.entry("By", "Bytes"),
            Map.entry("kBy", "Kilobytes"),
            Map.entry("MBy", "Megabytes"),
            Map.entry("GBy", "Gigabytes"),
            Map.entry("bit", "Bits"),
            Map.entry("%", "Percent"),
            Map.entry("By/s", "Bytes/Second"));

    private Units() {}

    static String of(String code, Kind kind) {
        return NAMES.getOrDefault(code, kind.unit());
    }
}
