package dev.openruntime.console;

import dev.openruntime.console.TimelineEntry.Invocation;
import dev.openruntime.console.TimelineEntry.Span;
import dev.openruntime.console.TimelineEntry.Started;
import java.util.List;

/**
 * Renders the timeline that it is fed with as rows of text without line ends. Keeps the init of the latest supervisor
 * process and nothing of invocations. Not for concurrent use.
 */
public final class TimelineView {

    private final Style style;
    private Run run = new Run();

    public TimelineView(Style style) {
        this.style = style;
    }

    /** Takes the next line into account. The start of another supervisor process begins a new init block. */
    public void add(TimelineEntry entry) {
        if (entry instanceof Started && run.begun()) {
            run = new Run();
        }
        run.add(entry);
    }

    /** The latest supervisor process. */
    public Run run() {
        return run;
    }

    /** The init block: a row a child on one scale, then when the first {@code next} was sent. */
    public List<String> init() {
        return new InitBlock(run, columns(), style).render();
    }

    /** The block of one invocation: a row a step on one scale, then the type of the error if it failed. */
    public List<String> invocation(Invocation invocation) {
        return new InvocationBlock(invocation, columns(), style).render();
    }

    /** One invocation in one row: its id, the time it took, and each step with its milliseconds. */
    public String invocationRow(Invocation invocation) {
        StringBuilder row = new StringBuilder(Text.fit(Text.harmless(invocation.requestId()), 9, style))
                .append("  ")
                .append(Text.right(Figures.fine(invocation.took()), 7))
                .append("  ");
        StringBuilder steps = new StringBuilder();
        for (Span span : invocation.spans()) {
            String figure = Figures.fine(span.took());
            steps.append(steps.isEmpty() ? "" : style.separator())
                    .append(Text.harmless(step(span)))
                    .append(' ')
                    .append(figure.endsWith(" ms") ? figure.substring(0, figure.length() - 3) : figure);
        }
        row.append(style.dim(steps.toString()));
        if (invocation.failed()) {
            row.append("  ")
                    .append(style.red(Text.harmless(invocation.errorType().orElse("error"))));
        }
        return row.toString();
    }

    private static String step(Span span) {
        boolean alone = span.hook().equals("handle") || span.stage().isEmpty();
        String step = alone ? span.hook() : span.hook() + " " + span.stage();
        return span.failed() ? step + " " + span.result() : step;
    }

    private Columns columns() {
        return Columns.of(run.children(), run, style.width());
    }
}
