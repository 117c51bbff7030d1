package dev.openruntime.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders one line of the function's log, set apart from the timeline by a bar on its left. A line of the supervisor's
 * text format is shortened to who speaks and what is said; any other is shown as it is, made harmless.
 */
public final class LogRow {

    private static final Pattern SUPERVISORS =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z\t([A-Z]+)\t([^\t]+)\t(.*)", Pattern.DOTALL);

    /** What the supervisor says of a line, behind it, or before one that is JSON: who reads along knows it. */
    private static final Pattern TAGS =
            Pattern.compile("^stream=\\S+( requestId=\\S+)? (?=\\{)| stream=\\S+| requestId=\\S+");

    private LogRow() {}

    /** True for a line of the supervisor's text format that is a warning or an error. */
    public static boolean isTrouble(String line) {
        Matcher matcher = SUPERVISORS.matcher(line);
        return matcher.matches()
                && (matcher.group(1).equals("WARN") || matcher.group(1).equals("ERROR"));
    }

    /** One or more rows: a carriage return stands for a line feed inside the message, as the platform has it. */
    public static List<String> render(String line, Style style) {
        Matcher matcher = SUPERVISORS.matcher(line);
        String level = "INFO";
        String text = line;
        if (matcher.matches()) {
            level = matcher.group(1);
            String said = TAGS.matcher(matcher.group(3)).replaceAll("");
            text = matcher.group(2) + "  " + (level.equals("INFO") ? "" : level + "  ") + said;
        }
        List<String> rows = new ArrayList<>();
        for (String part : text.split("\r", -1)) {
            String row = (style.unicode() ? "│ " : "| ") + Text.harmless(part).stripTrailing();
            rows.add(level.equals("ERROR") ? style.red(row) : style.dim(row));
        }
        return rows;
    }
}
