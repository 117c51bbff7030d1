package dev.openruntime.admin;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The metrics that a registry of meters gives, times in seconds. */
final class RegistryMetrics {

    private RegistryMetrics() {}

    static void write(MeterRegistry registry, Exposition text) {
        Map<String, List<Meter>> families = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            families.computeIfAbsent(meter.getId().getName(), _ -> new ArrayList<>())
                    .add(meter);
        }
        families.forEach((name, meters) -> family(name, meters, text));
    }

    private static void family(String meterName, List<Meter> meters, Exposition text) {
        String name = Exposition.name(meterName);
        Meter.Type type = meters.getFirst().getId().getType();
        meters.sort(Comparator.comparing(meter -> meter.getId().getTags().toString()));
        meters.removeIf(meter -> meter.getId().getType() != type); // one family can't have two types
        switch (type) {
            case COUNTER -> {
                text.family(name + "_total", "counter", meterName);
                samples(name + "_total", Statistic.COUNT, meters, text);
            }
            case TIMER, LONG_TASK_TIMER, DISTRIBUTION_SUMMARY -> {
                String unit = type == Meter.Type.DISTRIBUTION_SUMMARY ? "" : "_seconds";
                if (text.has(name + unit)) {
                    return; // told already, with more to it
                }
                text.family(name + unit, "summary", meterName);
                samples(name + unit + "_count", Statistic.COUNT, meters, text);
                samples(name + unit + "_sum", unit.isEmpty() ? Statistic.TOTAL : Statistic.TOTAL_TIME, meters, text);
                text.family(name + unit + "_max", "gauge", "The greatest of late: " + meterName);
                samples(name + unit + "_max", Statistic.MAX, meters, text);
            }
            case GAUGE, OTHER -> {
                text.family(name, "gauge", meterName);
                samples(name, Statistic.VALUE, meters, text);
            }
        }
    }

    private static void samples(String name, Statistic statistic, List<Meter> meters, Exposition text) {
        for (Meter meter : meters) {
            for (Measurement measurement : meter.measure()) {
                if (measurement.getStatistic() == statistic) {
                    text.sample(name, measurement.getValue(), labels(meter));
                }
            }
        }
    }

    private static String[] labels(Meter meter) {
        List<String> labels = new ArrayList<>();
        for (Tag tag : meter.getId().getTags()) {
            labels.add(Exposition.label(tag.getKey()));
            labels.add(tag.getValue());
        }
        return labels.toArray(String[]::new);
    }
}
