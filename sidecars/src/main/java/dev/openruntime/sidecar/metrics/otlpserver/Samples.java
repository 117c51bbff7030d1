package dev.openruntime.sidecar.metrics.otlpserver;

import dev.openruntime.sidecar.metrics.intake.Sample;
import dev.openruntime.sidecar.metrics.intake.Span;
import dev.openruntime.sidecar.metrics.series.Kind;
import dev.openruntime.sidecar.metrics.series.SeriesId;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.ArrayList;
import java.util.List;

/** What a request says, read as a whole before any of it is taken. One use, one thread. */
final class Samples {

    private static final Field RESOURCE_METRICS = new Field(1, "resourceMetrics");
    private static final Field RESOURCE = new Field(1, "resource");
    private static final Field ATTRIBUTES = new Field(1, "attributes");
    private static final Field SCOPE_METRICS = new Field(2, "scopeMetrics");
    private static final Field SCOPE = new Field(1, "scope");
    private static final Field SCOPE_NAME = new Field(1, "name");
    private static final Field SCOPE_VERSION = new Field(2, "version");
    private static final Field METRICS = new Field(2, "metrics");
    private static final Field NAME = new Field(1, "name");
    private static final Field UNIT = new Field(3, "unit");
    private static final Field GAUGE = new Field(5, "gauge");
    private static final Field SUM = new Field(7, "sum");
    private static final Field HISTOGRAM = new Field(9, "histogram");
    private static final Field EXPONENTIAL = new Field(10, "exponentialHistogram");
    private static final Field SUMMARY = new Field(11, "summary");
    private static final Field POINTS = new Field(1, "dataPoints");
    private static final Field TEMPORALITY = new Field(2, "aggregationTemporality");
    private static final Field MONOTONIC = new Field(3, "isMonotonic");
    private static final Field START = new Field(2, "startTimeUnixNano");
    private static final Field TIME = new Field(3, "timeUnixNano");
    private static final Field DOUBLE = new Field(4, "asDouble");
    private static final Field INT = new Field(6, "asInt");
    private static final int NUMBER_ATTRIBUTES = 7;
    private static final int HISTOGRAM_ATTRIBUTES = 9;
    private static final int EXPONENTIAL_ATTRIBUTES = 1;
    private static final int SUMMARY_ATTRIBUTES = 7;
    private static final int NUMBER_FLAGS = 8;
    private static final int HISTOGRAM_FLAGS = 10;
    private static final long NO_VALUE = 1;
    private static final long DELTA = 1;
    private static final long CUMULATIVE = 2;

    private final long readerBegan;
    private final List<Sample> samples = new ArrayList<>();
    private int refused;
    private String whyRefused = "";

    /** What makes a sum another one, beside its own tags. */
    private record Origin(String source, List<Tag> tags, String name, String unit) {}

    /** @param readerBegan Unix nanoseconds: what began before somebody else may have counted; 0: there was nobody */
    private Samples(long readerBegan) {
        this.readerBegan = readerBegan;
    }

    static Samples of(Message request, long readerBegan) throws Malformed {
        Samples samples = new Samples(readerBegan);
        for (Message resource : request.messages(RESOURCE_METRICS)) {
            samples.addResource(resource);
        }
        return samples;
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Points that mean nothing, and so were left out. */
    int refused() {
        return refused;
    }

    String whyRefused() {
        return whyRefused;
    }

    private void addResource(Message resource) throws Malformed {
        List<Tag> attributes = new ArrayList<>();
        for (Message of : resource.messages(RESOURCE)) {
            attributes.addAll(Attributes.of(of, ATTRIBUTES));
        }
        List<Tag> tags = new ArrayList<>();
        for (Tag tag : attributes) {
            if (tag.name().equals("service.name") && !tag.value().startsWith("unknown_service")) {
                tags.add(tag);
            }
        }
        String source = new SeriesId(Kind.GAUGE, "", attributes).key();
        for (Message scoped : resource.messages(SCOPE_METRICS)) {
            String scope = "";
            for (Message of : scoped.messages(SCOPE)) {
                scope = '\n' + of.text(SCOPE_NAME) + '\n' + of.text(SCOPE_VERSION);
            }
            for (Message metric : scoped.messages(METRICS)) {
                addMetric(metric, new Origin(source + scope, tags, metric.text(NAME), metric.text(UNIT)));
            }
        }
    }

    private void addMetric(Message metric, Origin origin) throws Malformed {
        for (Message gauge : metric.messages(GAUGE)) {
            for (Message point : points(gauge, NUMBER_FLAGS)) {
                addGauge(point, origin);
            }
        }
        for (Message sum : metric.messages(SUM)) {
            boolean isRising = sum.number(MONOTONIC) != 0;
            for (Message point : points(sum, NUMBER_FLAGS)) {
                addSum(point, origin, sum.number(TEMPORALITY), isRising);
            }
        }
        for (Message histogram : metric.messages(HISTOGRAM)) {
            for (Message point : points(histogram, HISTOGRAM_FLAGS)) {
                add(point, origin, histogram.number(TEMPORALITY), HISTOGRAM_ATTRIBUTES, Histograms.explicit(point));
            }
        }
        for (Message exponential : metric.messages(EXPONENTIAL)) {
            for (Message point : points(exponential, HISTOGRAM_FLAGS)) {
                Histograms read = Histograms.exponential(point);
                add(point, origin, exponential.number(TEMPORALITY), EXPONENTIAL_ATTRIBUTES, read);
            }
        }
        for (Message summary : metric.messages(SUMMARY)) {
            for (Message point : points(summary, NUMBER_FLAGS)) {
                add(point, origin, CUMULATIVE, SUMMARY_ATTRIBUTES, Histograms.summary(point));
            }
        }
    }

    /** But those that say only that there was nothing. */
    private static List<Message> points(Message data, int flags) throws Malformed {
        List<Message> points = new ArrayList<>();
        for (Message point : data.messages(POINTS)) {
            if ((point.number(new Field(flags, "flags")) & NO_VALUE) == 0) {
                points.add(point);
            }
        }
        return points;
    }

    private void addGauge(Message point, Origin origin) throws Malformed {
        double value = value(point);
        SeriesId id = id(point, origin, Kind.GAUGE, NUMBER_ATTRIBUTES);
        if (isNamed(origin) && isNumber(origin, value)) {
            samples.add(new Sample.Gauge(id, value));
        }
    }

    private void addSum(Message point, Origin origin, long temporality, boolean isRising) throws Malformed {
        double value = value(point);
        SeriesId id = id(point, origin, isRising ? Kind.COUNTER : Kind.GAUGE, NUMBER_ATTRIBUTES);
        if (!isNamed(origin) || !isNumber(origin, value) || !isSummed(origin, temporality)) {
            return;
        }
        if (!isRising) {
            samples.add(temporality == DELTA ? new Sample.Step(id, value) : new Sample.Gauge(id, value));
        } else if (value < 0) {
            refuse(origin, "a sum that only rises is less than zero");
        } else {
            samples.add(new Sample.Counter(id, span(point, origin, temporality), value));
        }
    }

    private void add(Message point, Origin origin, long temporality, int attributes, Histograms read) throws Malformed {
        boolean isTime = Units.of(origin.unit(), Kind.HISTOGRAM).equals(Kind.TIMER.unit());
        SeriesId id = id(point, origin, isTime ? Kind.TIMER : Kind.HISTOGRAM, attributes);
        if (!read.problem().isEmpty()) {
            refuse(origin, read.problem());
        } else if (isNamed(origin) && isSummed(origin, temporality)) {
            samples.add(new Sample.Histogram(id, span(point, origin, temporality), read.buckets(), read.sum()));
        }
    }

    private static double value(Message point) throws Malformed {
        return point.has(INT) ? (double) point.number(INT) : point.real(DOUBLE);
    }

    private static SeriesId id(Message point, Origin origin, Kind kind, int attributes) throws Malformed {
        List<Tag> own = Attributes.of(point, new Field(attributes, "attributes"));
        return new SeriesId(kind, origin.name(), Units.of(origin.unit(), kind), Tag.merged(origin.tags(), own));
    }

    /** Processes that call themselves the same begin at different times. */
    private Span span(Message point, Origin origin, long temporality) throws Malformed {
        long start = point.number(START);
        boolean isTotal = temporality == CUMULATIVE;
        String source = isTotal ? origin.source() + '\n' + start : origin.source();
        return new Span(source, isTotal, start, point.number(TIME), readerBegan == 0 || start >= readerBegan);
    }

    private boolean isNamed(Origin origin) {
        return !origin.name().isBlank() || refuse(origin, "a metric has no name");
    }

    private boolean isNumber(Origin origin, double value) {
        return (!Double.isNaN(value) && !Double.isInfinite(value)) || refuse(origin, "it stands at " + value);
    }

    private boolean isSummed(Origin origin, long temporality) {
        return temporality == DELTA
                || temporality == CUMULATIVE
                || refuse(origin, "its temporality is neither delta nor cumulative");
    }

    private boolean refuse(Origin origin, String why) {
        refused++;
        whyRefused = whyRefused.isEmpty() ? origin.name() + ": " + why : whyRefused;
        return false;
    }
}
