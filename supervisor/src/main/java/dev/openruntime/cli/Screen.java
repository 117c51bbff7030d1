package dev.openruntime.cli;

import dev.openruntime.console.LogRow;
import dev.openruntime.console.Style;
import java.io.PrintStream;
import java.util.List;

/** Standard error, row by row. Any thread: what is printed by one call stays together. */
final class Screen {

    private final PrintStream stream;
    private final Style style;

    Screen(PrintStream stream, Style style) {
        this.stream = stream;
        this.style = style;
    }

    Style style() {
        return style;
    }

    void rows(List<String> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row).append('\n'));
        stream.print(text);
        stream.flush();
    }

    void row(String row) {
        rows(List.of(row));
    }

    /** A line of the function's log. */
    void log(String line) {
        rows(LogRow.render(line, style));
    }
}
