package dev.openruntime.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a stream into lines of bounded length. For one thread. */
final class LineSplitter {
    /** The most bytes of one line, about what the platform's log takes as one event; longer ones come in pieces. */
    static final int LONGEST_LINE = 256 * 1024;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<String> onLine;

    LineSplitter(Consumer<String> onLine) {
        this.onLine = onLine;
    }

    /** Reads to the end; a last line without its end counts. */
    void readAll(InputStream in) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            split(buffer, length);
        }
        if (line.size() > 0) {
            emit();
        }
    }

    private void split(byte[] buffer, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                line.write(buffer, start, i - start);
                emit();
                start = i + 1;
            } else if (line.size() + i - start == LONGEST_LINE) {
                line.write(buffer, start, i - start);
                emit();
                start = i;
            }
        }
        line.write(buffer, start, length - start);
    }

    private void emit() {
        onLine.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
