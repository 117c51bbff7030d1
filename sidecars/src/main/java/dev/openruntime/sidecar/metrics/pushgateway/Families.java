package dev.openruntime.sidecar.metrics.pushgateway;

import dev.openruntime.sidecar.metrics.series.SeriesId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What metrics are called in Prometheus, where one name has one type: {@code orders_total}, {@code took_milliseconds}.
 * A second type that comes by the same name has its kind added to it. One thread at a time.
 */
final class Families {

    private static final String NO_UNIT = "None";
    private final Map<String, String> owners = new HashMap<>();

    String name(SeriesId id) {
        String name = plain(id.name());
        String wanted = switch (id.kind()) {
            case COUNTER -> ending(ending(name, unit(id, "Count")), "_total");
            case GAUGE -> ending(name, unit(id, NO_UNIT));
            case SET -> name + "_unique";
            case TIMER, HISTOGRAM -> ending(name, unit(id, NO_UNIT));
        };
        String owner = id.kind() + " " + id.unit() + " " + id.name();
        while (!owners.computeIfAbsent(wanted, _ -> owner).equals(owner)) {
            wanted += "_" + id.kind().name().toLowerCase(Locale.ROOT);
        }
        return wanted;
    }

    private static String unit(SeriesId id, String unsaid) {
        return id.unit().equals(unsaid) || id.unit().equals(NO_UNIT)
                ? ""
                : "_" + id.unit().toLowerCase(Locale.ROOT).replace("/", "_per_");
    }

    private static String ending(String name, String end) {
        return name.endsWith(end) ? name : name + end;
    }

    /** Letters, digits and underscores, no digit first. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean isDigit = c >= '0' && c <= '9';
            if (isDigit && i == 0) {
                plain.append('_');
            }
            plain.append(isLetter || isDigit ? c : '_');
        }
        return plain.isEmpty() ? "_" : plain.toString();
    }
}
