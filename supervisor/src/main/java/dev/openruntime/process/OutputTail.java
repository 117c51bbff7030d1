package dev.openruntime.process;

import dev.openruntime.child.LifeSigns;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** The last lines of a child, for the words of an error. Bounded both ways; any thread. */
public final class OutputTail {

    private static final int LINES = 20;
    private static final int CHARACTERS = 500;

    private final ArrayDeque<String> lines = new ArrayDeque<>(LINES);

    private final Optional<LifeSigns> signs;

    /** Nobody waits for a line. */
    public OutputTail() {
        this.signs = Optional.empty();
    }

    /** @param signs is told each line while it listens for some, on the thread that adds it */
    OutputTail(LifeSigns signs) {
        this.signs = Optional.of(signs);
    }

    public void add(String line) {
        keep(line);
        if (signs.isPresent() && signs.get().listens()) {
            signs.get().printed(line);
        }
    }

    private synchronized void keep(String line) {
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
