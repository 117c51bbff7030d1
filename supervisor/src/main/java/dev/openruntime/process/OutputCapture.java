package dev.openruntime.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads one output of a child line by line, on a daemon thread of its own, until its end. That end is the end of all
 * who hold the pipe, grandchildren too, and says nothing of the child's. Owns the stream and closes it.
 */
public final class OutputCapture {

    private static final long STACK_BYTES = 192 * 1024;

    private final String child;
    private final OutputLine.Stream stream;
    private final InputStream in;
    private final OutputTail tail;
    private final OutputRelay relay;
    private final byte[] line = new byte[OutputLine.MAX_BYTES];
    private int length;
    private long dropped;
    private final Thread thread;

    private OutputCapture(String child, OutputLine.Stream stream, InputStream in, OutputTail tail, OutputRelay relay) {
        this.child = child;
        this.stream = stream;
        this.in = in;
        this.tail = tail;
        this.relay = relay;
        String name = (stream == OutputLine.Stream.STDOUT ? "out-" : "err-") + child;
        this.thread = new Thread(null, this::run, name, STACK_BYTES);
    }

    /** Starts to read. The last lines are kept in {@code tail}, all are handed to {@code relay}. */
    public static OutputCapture start(
            String child, OutputLine.Stream stream, InputStream in, OutputTail tail, OutputRelay relay) {
        OutputCapture capture = new OutputCapture(child, stream, in, tail, relay);
        capture.thread.setDaemon(true);
        capture.thread.start();
        return capture;
    }

    /**
     * Waits until all has been read.
     *
     * @return whether it has
     */
    public boolean awaitEnd(Duration within) throws InterruptedException {
        return thread.join(within.plusMillis(1));
    }

    private void run() {
        byte[] chunk = new byte[8192]; // what the JDK reads without an allocation of its own
        try (in) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                take(chunk, read);
            }
        } catch (IOException e) {
            tail.add("[cannot read its output any more: " + e.getMessage() + "]");
        } catch (InterruptedException e) {
            return; // nobody else knows this thread; whoever interrupts it wants it to end
        }
        finish();
    }

    private void take(byte[] chunk, int read) throws InterruptedException {
        int from = 0;
        for (int i = 0; i < read; i++) {
            if (chunk[i] == '\n') {
                append(chunk, from, i);
                emit(length > 0 && line[length - 1] == '\r' ? length - 1 : length, "");
                length = 0;
                from = i + 1;
            }
        }
        append(chunk, from, read);
    }

    private void append(byte[] chunk, int from, int to) throws InterruptedException {
        int next = from;
        while (next < to) {
            if (length == line.length) {
                int cut = wholeCharacters();
                emit(cut, OutputLine.CONTINUES);
                System.arraycopy(line, cut, line, 0, length - cut);
                length -= cut;
            }
            int part = Math.min(to - next, line.length - length);
            System.arraycopy(chunk, next, line, length, part);
            length += part;
            next += part;
        }
    }

    /** How much of a full line can be cut off without cutting a character of UTF-8 in two. */
    private int wholeCharacters() {
        for (int i = length - 1; i >= length - 4; i--) {
            if ((line[i] & 0xC0) != 0x80) { // the first byte of a character
                int size = (line[i] & 0x80) == 0 ? 1 : (line[i] & 0xE0) == 0xC0 ? 2 : (line[i] & 0xF0) == 0xE0 ? 3 : 4;
                return i + size <= length ? length : i;
            }
        }
        return length; // it isn't UTF-8 anyway
    }

    private void emit(int end, String mark) throws InterruptedException {
        String text = new String(line, 0, end, StandardCharsets.UTF_8) + mark;
        tail.add(text);
        if (dropped > 0 && relay.accept(child, stream, "[" + dropped + " lines dropped]", /* patient= */ false)) {
            dropped = 0;
        }
        if (!relay.accept(child, stream, text, /* patient= */ dropped == 0)) {
            dropped++;
            relay.countDropped();
        }
    }

    private void finish() {
        try {
            if (length > 0) {
                emit(length, "");
            }
            if (dropped > 0) {
                relay.accept(child, stream, "[" + dropped + " lines dropped]", /* patient= */ true);
            }
        } catch (InterruptedException e) {
            tail.add("[interrupted]");
        }
    }
}
