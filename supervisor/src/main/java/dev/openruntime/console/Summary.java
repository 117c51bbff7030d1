package dev.openruntime.console;

import dev.openruntime.console.TimelineEntry.Invocation;
import dev.openruntime.console.TimelineEntry.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums up many invocations: percentiles of each step and of the whole. Its size does not grow with their number. Not
 * for concurrent use.
 */
public final class Summary {

    private static final int CELL = 11;
    private static final int LONGEST_STAGE = 28;

    /** What a row of the summary is about; the whole invocation has the hook {@code total} and no stage. */
    private record Step(String hook, String stage) {}

    private static final Step TOTAL = new Step("total", "");

    private final Map<Step, Tally> tallies = new LinkedHashMap<>();
    private final Tally total = new Tally();

    /**
     * Figures of one step.
     *
     * @param hook the hook's name, {@code post}, or {@code total} for the whole invocation
     * @param failed how many times it failed
     */
    public record Row(
            String hook,
            String stage,
            long count,
            long failed,
            Duration p50,
            Duration p90,
            Duration p99,
            Duration max) {}

    /** Counts one more invocation. */
    public void add(Invocation invocation) {
        total.add(invocation.took(), invocation.failed());
        for (Span span : invocation.spans()) {
            tallies.computeIfAbsent(new Step(span.hook(), span.stage()), _ -> new Tally())
                    .add(span.took(), span.failed());
        }
    }

    /** True if no invocation was counted. */
    public boolean isEmpty() {
        return total.count == 0;
    }

    /** A row for each step in the order in which they first appeared, and the total as the last one. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        tallies.forEach((step, tally) -> rows.add(tally.row(step)));
        rows.add(total.row(TOTAL));
        return rows;
    }

    /** The table. */
    public List<String> render(Style style) {
        List<Row> figures = rows();
        int stage = 0;
        for (Row row : figures) {
            stage = Math.max(stage, Text.length(row.stage()));
        }
        int stageRoom = Math.min(stage, Math.clamp(style.width() - 4L * CELL - 11, 7, LONGEST_STAGE));
        int first = Math.max(2 + "timeout".length() + 1 + stageRoom, 28);
        String heading =
                Figures.count(total.count, "invocation") + (total.failed > 0 ? ", " + total.failed + " failed" : "");
        List<String> rows = new ArrayList<>();
        rows.add(style.bold(Text.left(heading, first, style))
                + style.dim(Text.right("p50", CELL)
                        + Text.right("p90", CELL)
                        + Text.right("p99", CELL)
                        + Text.right("max", CELL)));
        for (Row row : figures) {
            String step = "  " + Text.left(Text.harmless(row.hook()), "timeout".length(), style) + " "
                    + Text.fit(Text.harmless(row.stage()), stageRoom, style);
            String times = cell(row.p50()) + cell(row.p90()) + cell(row.p99()) + cell(row.max());
            String failed = row.failed() == 0 ? "" : "  " + style.red(row.failed() + " failed");
            rows.add(Text.left(step, first, style) + times + failed);
        }
        return rows;
    }

    private static String cell(Duration time) {
        return Text.right(Figures.fine(time), CELL);
    }

    private static final class Tally {

        private final Histogram histogram = new Histogram();
        private long count;
        private long failed;

        void add(Duration took, boolean failure) {
            histogram.add(took);
            count++;
            failed += failure ? 1 : 0;
        }

        Row row(Step step) {
            return new Row(
                    step.hook(),
                    step.stage(),
                    count,
                    failed,
                    histogram.percentile(50),
                    histogram.percentile(90),
                    histogram.percentile(99),
                    histogram.max());
        }
    }
}
