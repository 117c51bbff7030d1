package dev.openruntime.sidecar.metrics.emf;

import dev.openruntime.sidecar.metrics.series.Measured;
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
        List<Metric> metrics = new ArrayList<>();
        for (Value part : measured.value().inParts(MOST_VALUES)) {
            metrics.add(new Metric(name, new Measured(measured.id(), part)));
        }
        return metrics;
    }
}
