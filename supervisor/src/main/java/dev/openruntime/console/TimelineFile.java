package dev.openruntime.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Follows a timeline file while a supervisor appends to it. A last line without its line end is kept until the rest has
 * come. Not for concurrent use. Memory is bounded: a line longer than 1 MiB is skipped.
 */
public final class TimelineFile implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_LINE = 1024 * 1024;

    /** From this size on the file is emptied once all of it is read, so that a long session doesn't fill the disk. */
    private static final long SHRINK_FROM = 4L * 1024 * 1024;

    private final FileChannel channel;
    private final TimelineParser parser = new TimelineParser();
    private byte[] held = new byte[0];
    private boolean skipping;
    private int unreadable;

    /**
     * Opens the file, making it if it isn't there. The caller closes this and removes the file.
     *
     * @throws IOException if the file can't be opened for reading and writing
     */
    public TimelineFile(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    /**
     * Reads the whole lines that were appended since the last call; never waits.
     *
     * @throws UncheckedIOException if the file can't be read
     */
    public List<TimelineEntry> readNew() {
        List<TimelineEntry> entries = new ArrayList<>();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try {
            while (channel.read(chunk) > 0) {
                take(chunk.array(), chunk.position(), entries);
                chunk.clear();
            }
            if (channel.position() >= SHRINK_FROM && channel.position() == channel.size()) {
                channel.truncate(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the timeline: " + e.getMessage(), e);
        }
        return entries;
    }

    /** How many whole lines were no timeline lines, for instance because a writer was killed in the middle of one. */
    public int unreadable() {
        return unreadable;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void take(byte[] chunk, int length, List<TimelineEntry> entries) {
        byte[] bytes = Arrays.copyOf(held, held.length + length);
        System.arraycopy(chunk, 0, bytes, held.length, length);
        int begin = 0;
        for (int i = held.length; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line(bytes, begin, i - begin, entries);
                begin = i + 1;
            }
        }
        held = Arrays.copyOfRange(bytes, begin, bytes.length);
        if (held.length > LONGEST_LINE) {
            held = new byte[0];
            skipping = true;
        }
    }

    private void line(byte[] bytes, int begin, int length, List<TimelineEntry> entries) {
        if (skipping) {
            skipping = false;
            unreadable++;
            return;
        }
        if (length == 0) {
            return;
        }
        try {
            parser.parse(bytes, begin, length).ifPresent(entries::add);
        } catch (IOException e) {
            unreadable++;
        }
    }
}
