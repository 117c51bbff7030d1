package dev.openruntime.sidecar.metrics.pushgateway;

import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.sidecar.metrics.series.Kind;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prometheus' text format, version 0.0.4. A timer or a histogram is a summary of all its values. */
final class PrometheusText {

    private static final double[] QUANTILES = {0.5, 0.9, 0.99};

    private final StringBuilder text = new StringBuilder();
    private final List<Tag> labels;
    private final Set<String> grouping;

    /**
     * @param labels that all series have
     * @param grouping names that the gateway sets itself
     */
    PrometheusText(List<Tag> labels, Set<String> grouping) {
        this.labels = labels;
        this.grouping = grouping;
    }

    /** Adds all series of one family. */
    void family(String name, List<Measured> series) {
        text.append("# TYPE ")
                .append(name)
                .append(' ')
                .append(type(series.getFirst().id().kind()))
                .append('\n');
        Set<String> taken = new HashSet<>();
        for (Measured one : series) {
            String own = own(Tag.merged(labels, one.id().tags()));
            for (int twin = 2; !taken.add(own); twin++) { // tags that differ only in what labels can't say
                own = own + (own.isEmpty() ? "" : ",") + "twin=\"" + twin + '"';
            }
            switch (one.id().kind()) {
                case COUNTER, GAUGE, SET ->
                    sample(name, own, one.value().steps().getFirst().value());
                case TIMER, HISTOGRAM -> summary(name, own, one.value().steps());
            }
        }
    }

    private void summary(String name, String own, List<Distribution.Step> steps) {
        Distribution all = new Distribution();
        steps.forEach(step -> all.add(step.value(), step.times()));
        for (double part : QUANTILES) {
            sample(name, own + (own.isEmpty() ? "" : ",") + "quantile=\"" + part + '"', all.quantile(part));
        }
        sample(name + "_sum", own, all.sum());
        sample(name + "_count", own, (double) all.count());
    }

    private void sample(String name, String own, double value) {
        text.append(name).append(own.isEmpty() ? "" : "{" + own + "}").append(' ');
        text.append(value).append('\n');
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case COUNTER -> "counter";
            case GAUGE, SET -> "gauge";
            case TIMER, HISTOGRAM -> "summary";
        };
    }

    private String own(List<Tag> tags) {
        Map<String, String> named = new LinkedHashMap<>();
        for (Tag tag : tags) {
            String name = Families.plain(tag.name());
            while (named.containsKey(name)
                    || grouping.contains(name)
                    || name.equals("quantile")
                    || name.startsWith("__")) {
                name = name.startsWith("__") ? "tag" + name : name + "_";
            }
            named.put(name, tag.value().isEmpty() ? "true" : tag.value());
        }
        StringBuilder own = new StringBuilder();
        named.forEach((name, value) -> own.append(own.isEmpty() ? "" : ",")
                .append(name)
                .append("=\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .append('"'));
        return own.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
