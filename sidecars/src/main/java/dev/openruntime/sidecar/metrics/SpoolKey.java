package dev.openruntime.sidecar.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tells the spool of one function's sidecar from others': the same for the same settings, in any process. */
final class SpoolKey {

    private SpoolKey() {}

    static String of(Map<String, ?> with, Map<String, String> environment) {
        StringBuilder whole = new StringBuilder(environment.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", ""));
        append(whole, with);
        return "metrics-" + Integer.toHexString(whole.toString().hashCode());
    }

    /** In an order that is not that of a map, which may be another in each process. */
    private static void append(StringBuilder whole, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                sorted.put(String.valueOf(entry.getKey()), entry.getValue());
            }
            for (Map.Entry<String, Object> entry : sorted.entrySet()) {
                append(whole.append('{').append(entry.getKey()).append('='), entry.getValue());
            }
            whole.append('}');
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                append(whole.append('['), item);
            }
            whole.append(']');
        } else {
            whole.append(value);
        }
    }
}
