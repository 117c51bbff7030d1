package dev.openruntime.console;

import dev.openruntime.console.TimelineEntry.Invocation;
import dev.openruntime.console.TimelineEntry.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Renders one invocation: a row a hook call, the handler's call and the post. */
final class InvocationBlock {

    private static final int HOOK = "timeout".length();

    /** An id that doesn't fit is cut to its first characters, which is how people speak of it. */
    private static final int SHORT_ID = 9;

    private final Invocation invocation;
    private final Columns columns;
    private final Style style;
    private final Scale scale;

    InvocationBlock(Invocation invocation, Columns columns, Style style) {
        this.invocation = invocation;
        this.columns = columns;
        this.style = style;
        Duration end = invocation.took();
        for (Span span : invocation.spans()) {
            Duration spanEnd = from(span).plus(span.took());
            end = spanEnd.compareTo(end) > 0 ? spanEnd : end;
        }
        scale = new Scale(end, columns.bar());
    }

    List<String> render() {
        List<String> rows = new ArrayList<>();
        rows.add(heading() + style.dim(scale.ticks(columns.bar() + columns.behindBar())));
        for (Span span : invocation.spans()) {
            rows.add(row(span).stripTrailing());
        }
        if (invocation.failed()) {
            rows.add("  "
                    + style.red("error   "
                            + Text.harmless(invocation.errorType().orElse("of no type that the timeline knows"))));
        }
        return rows;
    }

    private String heading() {
        int room = columns.beforeBar() - "invocation ".length() - 1;
        String id = Text.harmless(invocation.requestId());
        if (Text.length(id) > room) {
            id = Text.fit(id, Math.clamp(room, 1, SHORT_ID), style);
        }
        return style.bold("invocation") + Text.left(" " + id, columns.beforeBar() - "invocation".length(), style);
    }

    private String row(Span span) {
        int room = columns.beforeBar() - 2 - HOOK - 1 - 1;
        String time = Text.right(Figures.fine(span.took()), columns.behindBar());
        return "  " + Text.left(Text.harmless(span.hook()), HOOK, style) + " "
                + Text.left(Text.harmless(span.stage()), room, style) + " "
                + Bar.ofSpan(from(span), span.took(), scale, style)
                + time + remark(span);
    }

    /** What is unusual of a step: a failure, and a response by another stage than the handler. */
    private String remark(Span span) {
        if (span.failed()) {
            return "  " + style.red(Text.harmless(span.result()));
        }
        return span.result().equals("respond") && !span.hook().equals("handle") ? "  respond" : "";
    }

    private Duration from(Span span) {
        return Duration.between(invocation.received(), span.at());
    }
}
