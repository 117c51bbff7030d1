package dev.openruntime.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of durations with a bar behind each row, all on one scale. Immutable.
 *
 * @param title what it is about
 * @param headings of the figures' columns
 * @param rows in order
 */
public record Chart(String title, List<String> headings, List<Row> rows) {

    private static final int CELL = 10;
    private static final int GAP = 3;
    private static final int LEAST_BAR = 12;
    private static final int LONGEST_BAR = 40;

    /**
     * One line.
     *
     * @param label what it is about
     * @param cells figures, under the headings
     * @param moments what its bar marks, in rising order; none: it has no bar, and its remark stands there
     * @param remark what else there is to say
     */
    public record Row(String label, List<String> cells, List<Duration> moments, String remark) {

        public Row {
            cells = List.copyOf(cells);
            moments = List.copyOf(moments);
        }
    }

    public Chart {
        headings = List.copyOf(headings);
        rows = List.copyOf(rows);
    }

    /** Text that came from a function, without what could steer the terminal. */
    public static String harmless(String text) {
        return Text.harmless(text);
    }

    /**
     * The lines.
     *
     * @param labelRoom columns for labels, so that several charts line up
     */
    public List<String> render(int labelRoom, Style style) {
        int room = style.width() - labelRoom - headings.size() * CELL - GAP;
        Duration end = Duration.ZERO;
        for (Row row : rows) {
            end = row.moments().isEmpty() || row.moments().getLast().compareTo(end) < 0
                    ? end
                    : row.moments().getLast();
        }
        boolean bars = room >= LEAST_BAR && end.isPositive();
        Scale scale = new Scale(end, Math.clamp(room - GAP, 1, LONGEST_BAR));
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder();
        headings.forEach(heading -> head.append(Text.right(heading, CELL)));
        lines.add((style.bold(Text.left(title, labelRoom, style))
                        + style.dim(head + (bars ? " ".repeat(GAP) + scale.ticks(room) : "")))
                .stripTrailing());
        for (Row row : rows) {
            StringBuilder line = new StringBuilder(Text.left("  " + Text.harmless(row.label()), labelRoom, style));
            row.cells().forEach(cell -> line.append(Text.right(cell, CELL)));
            String bar = bars && !row.moments().isEmpty() ? Bar.ofMoments(row.moments(), scale, style) : "";
            String tail = (bar + (bar.isEmpty() || row.remark().isEmpty() ? "" : "  ") + row.remark()).stripTrailing();
            line.append(tail.isEmpty() ? "" : " ".repeat(GAP) + tail);
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
