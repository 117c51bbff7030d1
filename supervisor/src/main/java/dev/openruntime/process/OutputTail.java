package dev.openruntime.process;

import java.util.ArrayDeque;
import java.util.List;

/** The last lines of a child, for the words of an error. Bounded both ways; any thread. */
public final class OutputTail {

    private static final int LINES = 20;
    private static final int CHARACTERS = 500;

    private final ArrayDeque<String> lines = new ArrayDeque<>(LINES);

    public synchronized void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.add(line.length() > CHARACTERS ? line.substring(0, CHARACTERS) + OutputLine.CONTINUES : line);
    }

    /** Oldest first. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
