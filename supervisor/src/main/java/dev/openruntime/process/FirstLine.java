package dev.openruntime.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The first line with anything in it of what a process prints; all else is read and forgotten. Never blocks, so that
 * nobody who got hold of the pipe can hold up who reads it. Used by one thread.
 */
final class FirstLine {

    private static final int MAX_BYTES = 200;

    private final InputStream in;
    private final byte[] line = new byte[MAX_BYTES];
    private int length;
    private boolean complete;

    FirstLine(InputStream in) {
        this.in = in;
    }

    /**
     * Reads some of what is there.
     *
     * @return whether there was anything
     */
    boolean readSome(byte[] chunk) throws IOException {
        int read;
        synchronized (in) { // by which the JDK keeps what a dead process left from being taken twice
            int there = in.available();
            read = there == 0 ? 0 : in.read(chunk, 0, Math.min(there, chunk.length));
        }
        for (int i = 0; i < read && !complete; i++) {
            take(chunk[i]);
        }
        return read > 0;
    }

    /** As far as it was read; blank if there was none. Characters that would disturb a terminal are blanked out. */
    String text() {
        return new String(line, 0, length, StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
    }

    private void take(byte next) {
        if (next == '\n') {
            complete = !text().isEmpty();
            length = complete ? length : 0;
        } else {
            line[length++] = next;
            complete = length == MAX_BYTES;
        }
    }
}
