package dev.openruntime.cli;

import java.io.PrintStream;

/** Says on a terminal what is measured now, on one line that is written over; nothing elsewhere. */
final class BenchProgress {

    private static final String CLEAR_ROW = "\r\u001b[K";

    private final PrintStream stream;
    private final boolean terminal;

    BenchProgress(Surroundings surroundings) {
        this.stream = surroundings.err();
        this.terminal = surroundings.style().colour();
    }

    void show(String what) {
        if (terminal) {
            stream.print(CLEAR_ROW + what);
            stream.flush();
        }
    }

    void clear() {
        show("");
    }
}
