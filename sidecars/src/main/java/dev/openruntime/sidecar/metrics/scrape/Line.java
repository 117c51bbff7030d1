package dev.openruntime.sidecar.metrics.scrape;

import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.ArrayList;
import java.util.List;

/** One sample as it is written: {@code name{label="value"} 1.5}, with what may come behind it. Pure. */
record Line(String name, List<Tag> labels, double value) {

    /** Where a reader is in a line. */
    private static final class Cursor {

        private final String line;
        private int at;

        Cursor(String line) {
            this.line = line;
        }

        boolean isAt(char c) {
            return at < line.length() && line.charAt(at) == c;
        }

        void skipBlanks() {
            while (isAt(' ') || isAt('\t')) {
                at++;
            }
        }

        void expect(char c) throws ScrapeFailure {
            if (!isAt(c)) {
                throw new ScrapeFailure("there is no " + c);
            }
            at++;
        }

        String until(String ends) {
            int from = at;
            while (at < line.length() && ends.indexOf(line.charAt(at)) < 0) {
                at++;
            }
            return line.substring(from, at);
        }

        String quoted() throws ScrapeFailure {
            expect('"');
            StringBuilder text = new StringBuilder();
            while (!isAt('"')) {
                if (at >= line.length()) {
                    throw new ScrapeFailure("a value of a label has no end");
                }
                char c = line.charAt(at++);
                if (c == '\\' && at < line.length()) {
                    char escaped = line.charAt(at++);
                    text.append(escaped == 'n' ? '\n' : escaped);
                } else {
                    text.append(c);
                }
            }
            at++;
            return text.toString();
        }
    }

    static Line read(String text) throws ScrapeFailure {
        Cursor cursor = new Cursor(text);
        String name = cursor.until("{ \t");
        if (name.isEmpty() || !isName(name)) {
            throw new ScrapeFailure("that is no name");
        }
        cursor.skipBlanks();
        List<Tag> labels = cursor.isAt('{') ? labels(cursor) : List.of();
        cursor.skipBlanks();
        return new Line(name, labels, number(cursor.until(" \t")));
    }

    private static List<Tag> labels(Cursor cursor) throws ScrapeFailure {
        List<Tag> labels = new ArrayList<>();
        cursor.expect('{');
        cursor.skipBlanks();
        while (!cursor.isAt('}')) {
            String label = cursor.until("= \t,}\"");
            cursor.skipBlanks();
            cursor.expect('=');
            cursor.skipBlanks();
            String value = cursor.quoted();
            if (!isName(label)) {
                throw new ScrapeFailure("that is no label");
            }
            if (!value.isEmpty()) { // the same as none
                labels.add(new Tag(label, value));
            }
            cursor.skipBlanks();
            if (!cursor.isAt('}')) {
                cursor.expect(',');
                cursor.skipBlanks();
            }
        }
        cursor.expect('}');
        return labels;
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
            if (!isLetter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static double number(String word) throws ScrapeFailure {
        try {
            return switch (word) {
                case "+Inf", "Inf", "+inf", "inf" -> Double.POSITIVE_INFINITY;
                case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
                case "NaN", "nan" -> Double.NaN;
                default -> Double.parseDouble(word);
            };
        } catch (NumberFormatException e) {
            throw new ScrapeFailure("that is no number", e);
        }
    }

    /** Without one label. */
    List<Tag> without(String label) {
        List<Tag> others = new ArrayList<>(labels);
        others.removeIf(tag -> tag.name().equals(label));
        return others;
    }

    /** What a label says; empty if it isn't there. */
    String label(String name) {
        for (Tag tag : labels) {
            if (tag.name().equals(name)) {
                return tag.value();
            }
        }
        return "";
    }
}
