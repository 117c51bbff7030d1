package dev.openruntime.worker;

import java.util.List;

/** The bounds of a stack that goes into an error: whoever reads it wants its top, and errors have to stay small. */
public final class StackText {

    /** What is read of a stack at most. */
    public static final int MOST_CHARACTERS = 64 * 1024;

    private static final int MOST_LINES = 64;
    private static final int MOST_LINE_CHARACTERS = 500;

    private StackText() {}

    static List<String> bounded(List<String> lines) {
        return lines.stream().limit(MOST_LINES).map(StackText::bounded).toList();
    }

    private static String bounded(String line) {
        return line.length() <= MOST_LINE_CHARACTERS ? line : line.substring(0, MOST_LINE_CHARACTERS) + "…";
    }
}
