package dev.openruntime.console;

import java.util.ArrayList;
import java.util.List;

/** Pads, cuts and wraps rows. What came from a child is made harmless first, so that no row can steer the terminal. */
final class Text {

    private Text() {}

    /** Replaces control characters, and what reverses or hides text, by a space. */
    static String harmless(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean steers = type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
            clean.appendCodePoint(steers ? ' ' : point);
        });
        return clean.toString();
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Cuts to {@code width} columns, the last one showing that something is missing. */
    static String fit(String text, int width, Style style) {
        if (length(text) <= width) {
            return text;
        }
        return width < 1 ? "" : text.substring(0, text.offsetByCodePoints(0, width - 1)) + style.cut();
    }

    /** Cuts or fills to exactly {@code width} columns. */
    static String left(String text, int width, Style style) {
        String fitting = fit(text, width, style);
        return fitting + " ".repeat(width - length(fitting));
    }

    /** Fills on the left to at least {@code width} columns. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - length(text))) + text;
    }

    /**
     * Breaks at spaces into rows of at most {@code width} columns; line ends stay line ends; a longer word is broken.
     */
    static List<String> wrap(String text, int width) {
        List<String> rows = new ArrayList<>();
        for (String line : text.split("\\R", -1)) {
            String rest = harmless(line).stripTrailing();
            while (length(rest) > width) {
                int end = rest.offsetByCodePoints(0, width);
                int space = rest.lastIndexOf(' ', end);
                int cut = space * 2 >= end ? space : end;
                rows.add(rest.substring(0, cut).stripTrailing());
                rest = rest.substring(cut).stripLeading();
            }
            rows.add(rest);
        }
        return rows;
    }
}
