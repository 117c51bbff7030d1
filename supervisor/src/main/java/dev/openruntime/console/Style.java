package dev.openruntime.console;

import java.util.Locale;
import java.util.Map;

/**
 * What the place of the output can show. Immutable.
 *
 * @param colour true if terminal colours may be used
 * @param unicode true if more than ASCII may be used
 * @param width columns in a row, at least 40
 */
public record Style(boolean colour, boolean unicode, int width) {

    private static final int DEFAULT_WIDTH = 80;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 160;

    public Style {
        width = Math.clamp(width, NARROWEST, WIDEST);
    }

    /**
     * Decides from the environment: colour only on a terminal that isn't {@code dumb} and only without
     * {@code NO_COLOR}; more than ASCII if the locale ({@code LC_ALL}, else {@code LC_CTYPE}, else {@code LANG}) names
     * UTF-8; the width from {@code COLUMNS}, else as measured.
     *
     * @param terminal true if the output goes to a terminal
     * @param measuredWidth the terminal's columns; 0 if unknown, which gives 80
     */
    public static Style of(Map<String, String> environment, boolean terminal, int measuredWidth) {
        boolean colour = terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Style(colour, utf8(environment), width(environment, measuredWidth));
    }

    private static boolean utf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                String upper = locale.toUpperCase(Locale.ROOT);
                return upper.contains("UTF-8") || upper.contains("UTF8");
            }
        }
        return false;
    }

    private static int width(Map<String, String> environment, int measured) {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (columns.matches("[1-9][0-9]{0,4}")) {
            return Integer.parseInt(columns);
        }
        return measured > 0 ? measured : DEFAULT_WIDTH;
    }

    /** For what is less important. */
    public String dim(String text) {
        return paint("2", text);
    }

    /** For headings. */
    public String bold(String text) {
        return paint("1", text);
    }

    /** For what went wrong. */
    public String red(String text) {
        return paint("31", text);
    }

    /** For what went well. */
    public String green(String text) {
        return paint("32", text);
    }

    /** For what is not as it should be, but harms nobody. */
    public String yellow(String text) {
        return paint("33", text);
    }

    private String paint(String code, String text) {
        return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** The mark of a moment: a spawn, a ready, either end of a step. */
    char mark() {
        return unicode ? '▪' : '#';
    }

    /** Time in which something is under way. */
    char line() {
        return unicode ? '━' : '=';
    }

    /** Time before the spawn. */
    char before() {
        return unicode ? '·' : '.';
    }

    /** The mark of a death. */
    char cross() {
        return unicode ? '✗' : 'x';
    }

    /** Stands for what was cut off. */
    String cut() {
        return unicode ? "…" : "~";
    }

    /** Stands for a figure that there isn't. */
    String none() {
        return unicode ? "–" : "-";
    }

    /** Between things of one line. */
    String separator() {
        return unicode ? " · " : " | ";
    }
}
