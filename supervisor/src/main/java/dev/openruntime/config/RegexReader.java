package dev.openruntime.config;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads regular expressions for lines. Loaded only where the file has one: compiling the first costs milliseconds. */
final class RegexReader {

    /** Enough for any line, and too few for the compiler to run out of stack. */
    private static final int MOST_CHARACTERS = 1_000;

    private final Reading reading;

    RegexReader(Reading reading) {
        this.reading = reading;
    }

    /** One that compiles; null, with a problem, if it doesn't. */
    @Nullable String read(Node node, String path) {
        String regex = reading.values().text(node, path);
        if (regex == null) {
            return null;
        }
        if (regex.isEmpty()) {
            reading.problems()
                    .add(node.place(), path, "cannot be empty; write \".\" for any line with something in it");
            return null;
        }
        if (regex.length() > MOST_CHARACTERS) {
            reading.problems().add(node.place(), path, "must be at most 1000 characters");
            return null;
        }
        try {
            Pattern _ = Pattern.compile(regex);
            return regex;
        } catch (PatternSyntaxException e) {
            reading.problems().add(node.place(), path, why(regex, e));
            return null;
        }
    }

    private static String why(String regex, PatternSyntaxException e) {
        String description = String.valueOf(e.getDescription());
        String reason = description.substring(0, 1).toLowerCase(Locale.ROOT) + description.substring(1);
        String where = e.getIndex() < 0
                ? ""
                : e.getIndex() >= regex.length() ? ", at its end" : ", at character " + (e.getIndex() + 1);
        return "cannot read " + Shown.quoted(regex) + " as a regular expression: " + Shown.plain(reason) + where;
    }
}
