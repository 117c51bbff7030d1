package dev.openruntime.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads one output of a child line by line, on a daemon thread of its own, until its end. That end is the end of all
 * who hold the pipe, grandchildren too, and says nothing of the child's. Owns the stream and closes it. The thread also
 * writes the lines down as records of the log, so that a child which prints much costs nobody else's thread a thing.
 */
public final class OutputCapture {

    private static final long STACK_BYTES = 256 * 1024;
    private static final int READ_BYTES = 8192; // what the JDK reads without an allocation of its own
    private static final int SHORT_LINE_BYTES = 1024;
    private static final int SMALL_BATCH_BYTES = 512;

    private final InputStream in;
    private final OutputTail tail;
    private final OutputLane lane;
    private final OutputFormat format;
    private final Thread thread;

    /** Of the line that began in what was read before: its bytes so far, and its number of pieces. */
    private byte[] begun = new byte[SHORT_LINE_BYTES];

    private int length;
    private int pieces;

    private OutputBatch batch = new OutputBatch(SMALL_BATCH_BYTES);
    private long dropped;
    private volatile boolean heldUp;
    private volatile Optional<LineTap> tap = Optional.empty();

    private OutputCapture(String child, OutputLine.Stream stream, InputStream in, OutputTail tail, OutputRelay relay) {
        this.in = in;
        this.tail = tail;
        this.lane = relay.lane(child);
        this.format = relay.format(child, stream);
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

    /** From now on the tap gets each whole line first, instead of the one before. */
    void tap(LineTap next) {
        tap = Optional.of(next);
    }

    /**
     * Waits until all has been read.
     *
     * @return whether it has
     */
    public boolean awaitEnd(Duration within) throws InterruptedException {
        return thread.join(within.plusMillis(1));
    }

    /** Whether it waits for the log to take what it has read. */
    boolean isHeldUp() {
        return heldUp;
    }

    private void run() {
        try {
            readAll();
            finish();
        } catch (InterruptedException e) {
            tail.add("[interrupted]"); // nobody else knows this thread; whoever interrupts it wants it to end
        }
    }

    private void readAll() throws InterruptedException {
        byte[] chunk = new byte[READ_BYTES];
        try (in) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                format.begin();
                take(chunk, read);
                handOver();
            }
        } catch (IOException e) {
            tail.add("[cannot read its output any more: " + e.getMessage() + "]");
        }
    }

    private void take(byte[] chunk, int read) throws InterruptedException {
        int from = 0;
        for (int i = 0; i < read; i++) {
            if (chunk[i] == '\n') {
                if (length == 0) {
                    emit(chunk, from, i, /* more= */ false);
                } else {
                    keep(chunk, from, i);
                    emit(begun, 0, length, /* more= */ false);
                    forget();
                }
                from = i + 1;
            }
        }
        keep(chunk, from, read);
    }

    /** Keeps the beginning of a line whose end isn't read yet; a piece of it goes on as soon as that is one. */
    private void keep(byte[] chunk, int from, int to) throws InterruptedException {
        int next = from;
        while (next < to) {
            if (length == OutputLine.MAX_BYTES) {
                int cut = Utf8.wholeCharacters(begun, length);
                emit(begun, 0, cut, /* more= */ true);
                System.arraycopy(begun, cut, begun, 0, length - cut);
                length -= cut;
            }
            int part = Math.min(to - next, OutputLine.MAX_BYTES - length);
            if (begun.length < length + part) {
                begun = Arrays.copyOf(begun, Math.min(OutputLine.MAX_BYTES, 2 * (length + part)));
            }
            System.arraycopy(chunk, next, begun, length, part);
            length += part;
            next += part;
        }
    }

    private void forget() {
        length = 0;
        if (begun.length > READ_BYTES) {
            begun = new byte[SHORT_LINE_BYTES]; // a hundred children that once wrote a long line would add up
        }
    }

    private void emit(byte[] bytes, int from, int to, boolean more) throws InterruptedException {
        int end = !more && to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        boolean piece = more || pieces > 0;
        OutputLine line = piece ? new OutputLine(pieces + 1, more) : OutputLine.WHOLE;
        pieces = more ? pieces + 1 : 0;
        if (!piece && isTaken(bytes, from, end)) {
            return;
        }
        if (line.number() <= 1) {
            tail.add(bytes, from, end, more);
        }
        format.write(bytes, from, end, line, batch);
        if (batch.size() >= OutputBatch.FULL_BYTES) {
            handOver();
        }
    }

    private boolean isTaken(byte[] bytes, int from, int to) {
        Optional<LineTap> taking = tap;
        return taking.isPresent() && taking.get().takes(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private void handOver() throws InterruptedException {
        if (batch.lines() == 0) {
            return;
        }
        tellOfLoss();
        OutputBatch full = batch;
        batch = new OutputBatch(full.size() >= OutputBatch.FULL_BYTES ? full.size() : SMALL_BATCH_BYTES);
        if (!lane.offer(full)) {
            heldUp = true;
            dropped += lane.put(full) ? 0 : full.lines();
            heldUp = false;
        }
    }

    private void tellOfLoss() {
        if (dropped > 0) {
            byte[] words = ("[" + dropped + " lines dropped]").getBytes(StandardCharsets.UTF_8);
            OutputBatch notice = new OutputBatch(SMALL_BATCH_BYTES);
            format.write(words, 0, words.length, OutputLine.WHOLE, notice);
            if (notice.lines() == 0 || lane.offer(notice)) {
                dropped = 0;
            }
        }
    }

    private void finish() throws InterruptedException {
        if (length > 0) {
            emit(begun, 0, length, /* more= */ false);
        }
        handOver();
        tellOfLoss();
    }
}
