package dev.openruntime.sidecar.metrics.emf;

import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesId;
import dev.openruntime.sidecar.metrics.series.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns what was measured into lines, as few as the rules of the format allow: series with the same tags share a line,
 * at most a hundred of them; a metric has at most a hundred values in a line, so one that has more is in several lines.
 * Every value is in one line, once. Pure.
 *
 * @param lines to be printed, in this order
 * @param droppedDimensions for which lines had no room
 */
public record EmfLines(List<EmfLine> lines, int droppedDimensions) {

    private static final int MOST_VALUES = 100;

    /** All lines of one moment. */
    public static EmfLines of(List<Measured> all, EmfSettings settings, Instant at) {
        Map<String, List<Measured>> byTags = new LinkedHashMap<>();
        for (Measured measured : all) {
            byTags.computeIfAbsent(measured.id().tagKey(), _ -> new ArrayList<>())
                    .add(measured);
        }
        List<EmfLine> lines = new ArrayList<>();
        int dropped = 0;
        for (List<Measured> alike : byTags.values()) {
            Dimensions dimensions =
                    Dimensions.of(settings.dimensions(), alike.getFirst().id().tags());
            dropped += dimensions.dropped();
            for (Draft draft : drafts(alike, dimensions)) {
                lines.add(draft.line(settings, dimensions, at));
            }
        }
        return new EmfLines(lines, dropped);
    }

    private static List<Draft> drafts(List<Measured> alike, Dimensions dimensions) {
        List<Draft> drafts = new ArrayList<>();
        for (Measured measured : alike) {
            int next = 0;
            for (Metric metric : metrics(measured)) {
                while (next < drafts.size() && !drafts.get(next).takes(metric)) {
                    next++;
                }
                if (next == drafts.size()) {
                    Draft draft = new Draft(dimensions);
                    if (!draft.takes(metric)) {
                        throw new IllegalStateException("internal error: no line takes " + measured.id());
                    }
                    drafts.add(draft);
                }
            }
        }
        return drafts;
    }

    private static List<Metric> metrics(Measured measured) {
        String name = Mended.metric(measured.id().name());
        return switch (measured.value()) {
            case Value.Amount _, Value.Members _ -> List.of(new Metric(name, measured));
            case Value.Observed observed -> parts(name, measured.id(), observed.distribution());
        };
    }

    private static List<Metric> parts(String name, SeriesId id, Distribution distribution) {
        List<Metric> parts = new ArrayList<>();
        Distribution part = new Distribution();
        for (Distribution.Step step : distribution.steps()) {
            for (long left = step.times(); left > 0; ) {
                long some = Math.min(left, MOST_VALUES - part.count());
                part.add(step.value(), some);
                left -= some;
                if (part.count() == MOST_VALUES) {
                    parts.add(new Metric(name, new Measured(id, new Value.Observed(part))));
                    part = new Distribution();
                }
            }
        }
        if (part.count() > 0) {
            parts.add(new Metric(name, new Measured(id, new Value.Observed(part))));
        }
        return parts;
    }
}
