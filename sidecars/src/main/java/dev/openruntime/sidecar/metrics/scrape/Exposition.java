package dev.openruntime.sidecar.metrics.scrape;

import dev.openruntime.sidecar.metrics.intake.Sample;
import dev.openruntime.sidecar.metrics.intake.Span;
import dev.openruntime.sidecar.metrics.series.Kind;
import dev.openruntime.sidecar.metrics.series.SeriesId;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a page in the text format 0.0.4 or in OpenMetrics 1.0, as a whole or not at all. What both have in common is
 * read alike; OpenMetrics says when it is over. One use, one thread.
 */
final class Exposition {

    private static final String START_TIME = "process_start_time_seconds";
    private static final String[] ENDINGS = {"_total", "_created", "_bucket", "_count", "_sum", "_gcount", "_gsum"};
    private static final int SHOWN = 80;
    private static final double MILLIS = 1e3;

    private final List<Tag> ofAll;
    private final String source;
    private final boolean isNew;
    private final Map<String, String> types = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, Long> created = new HashMap<>();
    private long started;

    private Exposition(List<Tag> ofAll, String source, boolean isNew) {
        this.ofAll = ofAll;
        this.source = source;
        this.isNew = isNew;
    }

    /**
     * @param ofAll tags that all series get
     * @param source whose page it is
     * @param isNew whether the source is known to have begun when somebody was here to take all it says
     */
    static List<Sample> read(String page, boolean isOpenMetrics, List<Tag> ofAll, String source, boolean isNew)
            throws ScrapeFailure {
        Exposition exposition = new Exposition(ofAll, source, isNew);
        boolean isOver = exposition.readLines(page);
        if (isOpenMetrics && !isOver) {
            throw new ScrapeFailure("its answer ends without # EOF");
        }
        return exposition.samples();
    }

    /** Whether its end is said. */
    private boolean readLines(String page) throws ScrapeFailure {
        int number = 0;
        for (int from = 0; from < page.length(); number++) {
            int newline = page.indexOf('\n', from);
            int to = newline < 0 ? page.length() : newline;
            String line = page.substring(from, to).strip();
            from = to + 1;
            if (line.equals("# EOF")) {
                return true;
            }
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" +", 4);
                types.put(words.length > 3 ? words[2] : "", words.length > 3 ? words[3] : "");
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                readSample(line, number + 1);
            }
        }
        return false;
    }

    private void readSample(String text, int number) throws ScrapeFailure {
        try {
            Line line = Line.read(text);
            lines.add(line);
            if (line.name().equals(START_TIME)) {
                started = Math.round(line.value() * MILLIS);
            } else if (line.name().endsWith("_created") && isOf(line.name())) {
                created.put(key(family(line.name()), line.labels()), Math.round(line.value() * MILLIS));
            }
        } catch (ScrapeFailure e) {
            String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
            throw new ScrapeFailure("line " + number + ": " + e.getMessage() + ": " + shown, e);
        }
    }

    private List<Sample> samples() throws ScrapeFailure {
        List<Sample> samples = new ArrayList<>();
        for (Line line : lines) {
            switch (type(line.name())) {
                case "counter" -> counter(line, samples);
                case "histogram" -> histogram(line);
                case "summary" -> summary(line, samples);
                case "gaugehistogram" -> {} // what it says of now can't be summed up
                default -> gauge(line, samples);
            }
        }
        for (Draft draft : drafts.values()) {
            draft.sample(this::span).ifPresent(samples::add);
        }
        return samples;
    }

    private void counter(Line line, List<Sample> samples) throws ScrapeFailure {
        if (line.name().endsWith("_created")) {
            return;
        }
        if (!(line.value() >= 0) || Double.isInfinite(line.value())) {
            throw new ScrapeFailure("the counter " + line.name() + " stands at " + line.value());
        }
        String name = line.name().endsWith("_total") ? without(line.name(), "_total") : line.name();
        SeriesId id = new SeriesId(Kind.COUNTER, name, unit(name, "Count"), tags(line.labels()));
        samples.add(new Sample.Counter(id, span(key(family(line.name()), line.labels())), line.value()));
    }

    private void histogram(Line line) throws ScrapeFailure {
        String name = family(line.name());
        Draft draft = draft(name, line.without("le"));
        switch (line.name().substring(name.length())) {
            case "_bucket" -> draft.bucket(Line.number(line.label("le")), line.value());
            case "_count" -> draft.count(line.value());
            case "_sum" -> draft.sum(line.value());
            default -> {} // when it began is known already
        }
    }

    /** Its quantiles are of all that ever was, and so are as they are. */
    private void summary(Line line, List<Sample> samples) {
        String name = family(line.name());
        switch (line.name().substring(name.length())) {
            case "_count" -> draft(name, line.labels()).count(line.value());
            case "_sum" -> draft(name, line.labels()).sum(line.value());
            case "_created" -> {} // known already
            default -> gauge(line, samples);
        }
    }

    private void gauge(Line line, List<Sample> samples) {
        if (!Double.isNaN(line.value()) && !Double.isInfinite(line.value())) {
            String unit = unit(line.name(), "None");
            samples.add(
                    new Sample.Gauge(new SeriesId(Kind.GAUGE, line.name(), unit, tags(line.labels())), line.value()));
        }
    }

    private Draft draft(String name, List<Tag> labels) {
        SeriesId id = new SeriesId(Kind.HISTOGRAM, name, unit(name, "None"), tags(labels));
        String key = key(name, labels);
        return drafts.computeIfAbsent(key, _ -> new Draft(id, key));
    }

    private Span span(String key) {
        return new Span(source, /* isTotal= */ true, created.getOrDefault(key, started), 0, isNew);
    }

    private static String key(String family, List<Tag> labels) {
        return new SeriesId(Kind.GAUGE, family, labels).key();
    }

    private List<Tag> tags(List<Tag> labels) {
        return Tag.merged(ofAll, labels);
    }

    private boolean isOf(String name) {
        return types.containsKey(family(name)) && !types.containsKey(name);
    }

    private String type(String sample) {
        String exact = types.getOrDefault(sample, "");
        boolean isMerely = exact.isEmpty() || (exact.equals("gauge") && isCreated(sample));
        return isMerely ? types.getOrDefault(family(sample), "") : exact;
    }

    /** Some clients say in the old format, too, when a counter began, as a gauge. */
    private boolean isCreated(String sample) {
        String name = without(sample, "_created");
        return sample.endsWith("_created") && (types.containsKey(name) || types.containsKey(name + "_total"));
    }

    /** The name by which its type is known. */
    private String family(String sample) {
        if (types.containsKey(sample) && !isCreated(sample)) {
            return sample;
        }
        for (String ending : ENDINGS) {
            String name = sample.endsWith(ending) ? without(sample, ending) : sample;
            if (name.length() < sample.length() && types.containsKey(name)) {
                return name;
            }
            if (name.length() < sample.length() && types.containsKey(name + "_total")) {
                return name + "_total";
            }
        }
        return sample;
    }

    private static String without(String name, String ending) {
        return name.substring(0, Math.max(0, name.length() - ending.length()));
    }

    private static String unit(String name, String unsaid) {
        return name.endsWith("_seconds") ? "Seconds" : name.endsWith("_bytes") ? "Bytes" : unsaid;
    }
}
