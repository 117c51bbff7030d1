package dev.openruntime.process;

import dev.openruntime.child.LifeSigns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The last lines of a child, for the words of an error. Bounded both ways; any thread. */
public final class OutputTail {

    private static final int LINES = 20;
    private static final int CHARACTERS = 500;

    /** So many hold that many characters, whichever these are. */
    private static final int BYTES = 4 * CHARACTERS;

    private static final String CUT = " …";

    /** What of a line was kept, as bytes: most lines are never asked for. */
    private static final class Kept {

        private final byte[] start;
        private final boolean cut;

        Kept(byte[] start, boolean cut) {
            this.start = start;
            this.cut = cut;
        }

        String text() {
            String text = new String(start, StandardCharsets.UTF_8);
            return text.length() > CHARACTERS ? text.substring(0, CHARACTERS) + CUT : cut ? text + CUT : text;
        }
    }

    private final ArrayDeque<Kept> lines = new ArrayDeque<>(LINES); // guarded by this
    private final Optional<LifeSigns> signs;

    /** Nobody waits for a line. */
    public OutputTail() {
        this.signs = Optional.empty();
    }

    /** @param signs is told each line while it listens for some, on the thread that adds it */
    OutputTail(LifeSigns signs) {
        this.signs = Optional.of(signs);
    }

    /** Adds a line, or what of one is known. */
    public void add(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        add(bytes, 0, bytes.length, /* cut= */ false);
    }

    /**
     * Adds a line.
     *
     * @param cut whether it goes on after these bytes
     */
    void add(byte[] bytes, int from, int to, boolean cut) {
        keep(bytes, from, to, cut);
        if (signs.isPresent() && signs.get().listens()) {
            signs.get().printed(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    }

    private synchronized void keep(byte[] bytes, int from, int to, boolean cut) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        int end = Math.min(to, from + BYTES);
        lines.add(new Kept(Arrays.copyOfRange(bytes, from, end), cut || end < to));
    }

    /** Oldest first. */
    public synchronized List<String> lines() {
        return lines.stream().map(Kept::text).toList();
    }
}
