package dev.openruntime.check;

import dev.openruntime.invocation.Body;
import dev.openruntime.worker.frame.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the worker's stream to its end, on the thread {@code check-out}. Where bytes are no frame, it shows them and
 * looks for the next frame behind them, so that a banner on standard output hides nothing that follows it.
 */
final class Listener implements Runnable {

    private static final int PREFIX_BYTES = 8;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MOST_LINE_BYTES = 2 * Frame.MOST_BODY_BYTES;

    private final InputStream in;
    private final Consumer<Heard> heard;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;
    private volatile Optional<Framing> framing = Optional.empty();

    Listener(InputStream in, Consumer<Heard> heard) {
        this.in = in;
        this.heard = heard;
    }

    /** What the worker chose by its first byte that belongs to a frame (P16). */
    Optional<Framing> framing() {
        return framing;
    }

    @Override
    public void run() {
        try (in) {
            while (available() > 0 || fill()) {
                if (!next()) {
                    while (fill()) {
                        start = end; // nothing makes sense any more, but a full pipe would stop the worker
                    }
                }
            }
            heard.accept(new Heard.Closed(Body.EMPTY));
        } catch (EOFException e) {
            heard.accept(new Heard.Closed(Body.of(Arrays.copyOfRange(buffer, start, end))));
        } catch (IOException e) {
            heard.accept(new Heard.Closed(Body.EMPTY)); // the worker was killed while this read
        }
    }

    /** @return whether the stream makes sense behind what was read */
    private boolean next() throws IOException {
        if (begins(Framing.LENGTHS, start)) {
            framing = Optional.of(Framing.LENGTHS);
            return prefixed();
        }
        if (begins(Framing.LINES, start)) {
            framing = Optional.of(Framing.LINES);
            return line();
        }
        skipWhatIsNoFrame();
        return true;
    }

    private boolean begins(Framing which, int at) {
        return framing.orElse(which) == which && buffer[at] == (which == Framing.LENGTHS ? 0 : '{');
    }

    private void skipWhatIsNoFrame() {
        int next = start + 1;
        while (next < end && !resumes(next)) {
            next++;
        }
        heard.accept(new Heard.NoFrame(
                Statement.P22,
                "nothing but frames on the protocol's descriptor",
                Shown.bytes(Arrays.copyOfRange(buffer, start, next)),
                false));
        start = next;
    }

    /** Whether a frame may well begin here, behind bytes that are none. */
    private boolean resumes(int at) {
        if (begins(Framing.LINES, at)) {
            return buffer[at - 1] == '\n';
        }
        return begins(Framing.LENGTHS, at)
                && (at + PREFIX_BYTES >= end || (buffer[at + 1] <= 1 && buffer[at + PREFIX_BYTES] == '{'));
    }

    private boolean prefixed() throws IOException {
        require(PREFIX_BYTES);
        long headerBytes = unsigned(start);
        long bodyBytes = unsigned(start + 4);
        if (headerBytes == 0 || headerBytes > Frame.MOST_HEADER_BYTES) {
            heard.accept(new Heard.NoFrame(
                    headerBytes == 0 ? Statement.P11 : Statement.P80,
                    "a header of 1 to " + Shown.count(Frame.MOST_HEADER_BYTES) + " bytes",
                    "a frame that announces a header of " + Shown.count(headerBytes) + " bytes: "
                            + Shown.bytes(Arrays.copyOfRange(buffer, start, end)),
                    true));
            return false;
        }
        start += PREFIX_BYTES;
        byte[] header = take((int) headerBytes);
        byte[] body = bodyBytes > Frame.MOST_BODY_BYTES ? discard(bodyBytes) : take((int) bodyBytes);
        message(header, Body.of(body), bodyBytes);
        return true;
    }

    private boolean line() throws IOException {
        int from = start;
        int at = from;
        while (true) {
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            if (at < end) {
                break;
            }
            if (at - start > MOST_LINE_BYTES) {
                heard.accept(new Heard.NoFrame(
                        Statement.P80,
                        "a line with at most " + Shown.count(Frame.MOST_HEADER_BYTES) + " bytes beside its body",
                        Shown.bytes(Arrays.copyOfRange(buffer, start, end)),
                        true));
                return false;
            }
            int scanned = at - start;
            if (!fill()) {
                throw new EOFException();
            }
            at = start + scanned;
        }
        byte[] line = Arrays.copyOfRange(buffer, start, at);
        start = at + 1;
        LineBody body = LineBody.in(line);
        if (body.unreadable()) {
            heard.accept(
                    new Heard.NoFrame(Statement.P18, "base64 in the member `bodyBase64`", Shown.bytes(line), false));
        }
        message(body.header().bytes(), body.bytes(), body.bytes().length());
        return true;
    }

    private void message(byte[] header, Body body, long bodyBytes) {
        try {
            heard.accept(new Heard.Message(Header.read(header), body, bodyBytes));
        } catch (IOException e) {
            boolean cut = String.valueOf(e.getMessage()).startsWith("Unexpected end-of-input");
            Statement statement =
                    framing.equals(Optional.of(Framing.LENGTHS)) ? Statement.P11 : cut ? Statement.P17 : Statement.P19;
            heard.accept(new Heard.NoFrame(
                    statement,
                    cut ? "a JSON object that ends where the header, or the line, does" : "one JSON object in UTF-8",
                    Shown.bytes(header) + " (" + e.getMessage() + ")",
                    false));
        }
    }

    private int available() {
        return end - start;
    }

    private long unsigned(int at) {
        long value = 0;
        for (int i = at; i < at + 4; i++) {
            value = (value << 8) | (buffer[i] & 0xFF);
        }
        return value;
    }

    private byte[] take(int length) throws IOException {
        require(length);
        byte[] taken = Arrays.copyOfRange(buffer, start, start + length);
        start += length;
        return taken;
    }

    private byte[] discard(long length) throws IOException {
        for (long left = length; left > 0; ) {
            require(1);
            int step = (int) Math.min(left, available());
            start += step;
            left -= step;
        }
        return new byte[0];
    }

    private void require(int bytes) throws IOException {
        while (available() < bytes) {
            if (!fill()) {
                throw new EOFException();
            }
        }
    }

    /** Reads once behind what is still there, making room for it. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, available());
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, read);
        return read >= 0;
    }
}
