package dev.openruntime.console;

import java.util.ArrayList;
import java.util.List;

/** Renders the init of one supervisor process: a row a child, and when the first {@code next} was sent. */
final class InitBlock {

    /** Rows of detail shown of a child that isn't well. */
    private static final int MOST_DETAIL_ROWS = 20;

    private final Run run;
    private final Columns columns;
    private final Style style;
    private final Scale scale;

    InitBlock(Run run, Columns columns, Style style) {
        this.run = run;
        this.columns = columns;
        this.style = style;
        scale = new Scale(run.length(), columns.bar());
    }

    List<String> render() {
        List<String> rows = new ArrayList<>();
        String ticks = scale.ticks(columns.bar() + columns.behindBar());
        rows.add(style.bold(Text.left("init", columns.beforeBar(), style)) + style.dim(ticks));
        for (ChildStory child : run.children()) {
            rows.add(row(child).stripTrailing());
            if (child.troubled()) {
                rows.addAll(badDetail(child));
            }
        }
        rows.add(ending());
        return rows;
    }

    private String row(ChildStory child) {
        StringBuilder row = new StringBuilder("  ");
        row.append(Text.left(Text.harmless(child.name()), columns.name(), style))
                .append("  ");
        if (columns.role() > 0) {
            row.append(Text.left(child.role(), columns.role(), style)).append("  ");
        }
        if (columns.where() > 0) {
            row.append(style.dim(Text.left(Columns.place(child), columns.where(), style)))
                    .append("  ");
        }
        row.append(' ').append(Bar.ofChild(child.changes(), run.origin(), scale, style));
        String state = Text.left(child.state(), columns.state(), style);
        String time = Text.right(Columns.time(child, run), columns.time());
        row.append("  ").append(paint(child, state)).append("  ").append(time);
        if (columns.detail() > 0 && !child.troubled()) {
            String detail = Text.fit(Text.harmless(child.detail()), columns.detail(), style);
            row.append("   ").append(style.dim(detail));
        }
        return row.toString();
    }

    private String paint(ChildStory child, String state) {
        return switch (child.last().moment()) {
            case READY, COMPLETED -> style.green(state);
            case DIED, BACKOFF, FAILED, KILLED -> style.red(state);
            case SPAWNED -> child.troubled() ? style.red(state) : state;
        };
    }

    private List<String> badDetail(ChildStory child) {
        if (child.detail().isBlank()) {
            return List.of();
        }
        List<String> rows = Text.wrap(child.detail().strip(), style.width() - 4);
        List<String> shown = new ArrayList<>();
        for (String row : rows.subList(0, Math.min(rows.size(), MOST_DETAIL_ROWS))) {
            shown.add("    " + style.red(row));
        }
        if (rows.size() > MOST_DETAIL_ROWS) {
            shown.add("    " + style.cut());
        }
        return shown;
    }

    private String ending() {
        if (run.firstNext().isPresent()) {
            return "first next at " + Figures.coarse(run.firstNext().get());
        }
        if (run.end().isPresent() && run.status().isPresent()) {
            return style.red("stopped with status " + run.status().get() + " at "
                    + Figures.coarse(run.end().get()) + ", before the first next");
        }
        return "no next yet";
    }
}
