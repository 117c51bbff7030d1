package dev.openruntime.sidecar.metrics.otlp;

import dev.openruntime.sidecar.metrics.output.Instance;
import dev.openruntime.sidecar.metrics.output.Totals;
import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.sidecar.metrics.series.Kind;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesId;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes {@code ExportMetricsServiceRequest}s of series. A timer or a histogram is an exponential histogram. */
final class OtlpRequests {

    private static final int DELTA = 1;
    private static final int CUMULATIVE = 2;
    private static final long NANOS = 1_000_000_000;

    /** Units by which the Unified Code for Units of Measure calls them. */
    private static final Map<String, String> UNITS = Map.of(
            "Milliseconds",
            "ms",
            "Microseconds",
            "us",
            "Seconds",
            "s",
            "Bytes",
            "By",
            "Percent",
            "%",
            "Count",
            "1",
            "None",
            "",
            "Bytes/Second",
            "By/s");

    private final Proto resource = new Proto();
    private final int temporality;

    OtlpRequests(OtlpSettings settings, Instance instance) {
        this.temporality = settings.cumulative() ? CUMULATIVE : DELTA;
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("service.name", instance.function());
        attributes.put("service.instance.id", instance.id());
        settings.resource().forEach(tag -> attributes.put(tag.name(), tag.value()));
        attributes.forEach((name, value) -> resource.message(1, attribute(name, value)));
    }

    /** One request with all of them. */
    byte[] request(List<Totals.Total> series, Instant until) {
        Map<String, List<Totals.Total>> metrics = new LinkedHashMap<>();
        for (Totals.Total one : series) {
            SeriesId id = one.measured().id();
            metrics.computeIfAbsent(id.kind() + " " + id.unit() + " " + id.name(), _ -> new ArrayList<>())
                    .add(one);
        }
        Proto scope = new Proto().message(1, new Proto().text(1, "dev.openruntime"));
        metrics.values().forEach(alike -> scope.message(2, metric(alike, until)));
        return new Proto()
                .message(1, new Proto().message(1, resource).message(2, scope))
                .toBytes();
    }

    private Proto metric(List<Totals.Total> alike, Instant until) {
        SeriesId id = alike.getFirst().measured().id();
        Proto metric = new Proto().text(1, id.name()).text(3, UNITS.getOrDefault(id.unit(), id.unit()));
        return switch (id.kind()) {
            case GAUGE, SET -> metric.message(5, points(alike, until));
            case COUNTER ->
                metric.message(7, points(alike, until).number(2, temporality).number(3, isRising(alike) ? 1 : 0));
            case TIMER, HISTOGRAM -> metric.message(10, points(alike, until).number(2, temporality));
        };
    }

    private static boolean isRising(List<Totals.Total> alike) {
        for (Totals.Total one : alike) {
            if (one.measured().value().steps().getFirst().value() < 0) {
                return false;
            }
        }
        return true;
    }

    private static Proto points(List<Totals.Total> alike, Instant until) {
        Proto points = new Proto();
        for (Totals.Total one : alike) {
            points.message(1, point(one, until));
        }
        return points;
    }

    private static Proto point(Totals.Total total, Instant until) {
        Measured measured = total.measured();
        boolean isDistribution =
                measured.id().kind() == Kind.TIMER || measured.id().kind() == Kind.HISTOGRAM;
        Proto point = new Proto();
        for (Tag tag : measured.id().tags()) {
            point.message(isDistribution ? 1 : 7, attribute(tag.name(), tag.value()));
        }
        point.fixed(2, nanos(total.since())).fixed(3, nanos(until));
        List<Distribution.Step> steps = measured.value().steps();
        if (!isDistribution) {
            return point.real(4, steps.getFirst().value());
        }
        double sum = 0;
        for (Distribution.Step step : steps) {
            sum += step.value() * step.times();
        }
        point.fixed(4, measured.value().count()).real(5, sum);
        Exponential.of(steps).writeTo(point);
        return point.real(12, steps.getFirst().value()).real(13, steps.getLast().value());
    }

    private static Proto attribute(String name, String value) {
        return new Proto().text(1, name).message(2, new Proto().text(1, value));
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * NANOS + instant.getNano();
    }
}
