package dev.openruntime.http;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The body of one message, read from its beginning to its end by the thread of its connection. What is announced with
 * its length is read into an array of that length.
 */
public final class MessageBody {

    private static final int FIRST_BYTES = 8 * 1024;
    private static final int SKIPPED_BYTES = 16 * 1024;
    private static final int MOST_LINE_BYTES = 8 * 1024;
    private static final int MOST_DIGITS = 15;

    private enum Framing {
        NONE,
        LENGTH,
        CHUNKS,
        /** Until the connection ends. */
        TO_THE_END
    }

    private final Incoming incoming;
    private final Framing framing;
    private long left; // of the body, or of the chunk
    private long consumed;
    private boolean inChunks;
    private boolean ended;
    private List<Header> trailers = List.of();

    private MessageBody(Incoming incoming, Framing framing, long left) {
        this.incoming = incoming;
        this.framing = framing;
        this.left = left;
        this.ended = framing == Framing.NONE || (framing == Framing.LENGTH && left == 0);
    }

    /** Of a message that has none, whatever its headers say. */
    static MessageBody none(Incoming incoming) {
        return new MessageBody(incoming, Framing.NONE, 0);
    }

    /**
     * As the headers announce it.
     *
     * @param otherwise whether it is everything up to the connection's end where they don't; otherwise there is none
     * @throws NoHttpException where what they say can't be read
     */
    static MessageBody announced(Incoming incoming, List<Header> headers, boolean otherwise) throws NoHttpException {
        List<String> coding = HeaderLines.words(headers, "Transfer-Encoding");
        coding.remove("identity");
        if (coding.equals(List.of("chunked"))) {
            return new MessageBody(incoming, Framing.CHUNKS, 0);
        }
        if (!coding.isEmpty()) {
            throw new NoHttpException("a body in the transfer coding " + String.join(", ", coding));
        }
        List<String> lengths = HeaderLines.words(headers, "Content-Length");
        if (lengths.isEmpty()) {
            return otherwise ? new MessageBody(incoming, Framing.TO_THE_END, Long.MAX_VALUE) : none(incoming);
        }
        long announced = number(lengths.getFirst(), 10);
        for (String length : lengths) {
            if (announced < 0 || !length.equals(lengths.getFirst())) {
                throw NoHttpException.showing("a Content-Length that is none", String.join(", ", lengths));
            }
        }
        return new MessageBody(incoming, Framing.LENGTH, announced);
    }

    /** Whether nothing but the connection's end tells where it ends. */
    public boolean lastsToTheEnd() {
        return framing == Framing.TO_THE_END;
    }

    /** Whether it was not announced how long it is. */
    public boolean isOfUnknownLength() {
        return framing == Framing.CHUNKS || framing == Framing.TO_THE_END;
    }

    /**
     * Reads some of it, at least a byte, for which it blocks; -1 at its end.
     *
     * @throws NoHttpException where a chunk can't be read as one
     * @throws IOException where the connection ends before it does
     */
    public int read(byte[] into, int at, int most) throws IOException {
        if (!hasMore()) {
            return -1;
        }
        int read = incoming.read(into, at, (int) Math.min(most, left));
        if (read < 0 && framing == Framing.TO_THE_END) {
            ended = true;
            return -1;
        }
        if (read < 0) {
            throw Incoming.hungUp();
        }
        consumed += read;
        left -= read;
        ended = left == 0 && framing != Framing.CHUNKS;
        return read;
    }

    /**
     * Blocks until all of it is here. Empty where it is longer: of that, no more than so much was read.
     *
     * @throws IOException as {@link #read}
     */
    public Optional<Body> whole(int most) throws IOException {
        byte[] bytes = new byte[0];
        int length = 0;
        int read = 0;
        while (read >= 0 && hasMore()) {
            long sure = framing == Framing.TO_THE_END ? 1 : left;
            if (length + sure > most) {
                return Optional.empty();
            }
            int wanted = length + (int) sure;
            if (wanted > bytes.length) {
                int usual = framing == Framing.TO_THE_END ? FIRST_BYTES : 0;
                bytes = Arrays.copyOf(bytes, Math.max(wanted, Math.min(Math.max(usual, length * 2), most)));
            }
            read = read(bytes, length, bytes.length - length);
            length += Math.max(read, 0);
        }
        return Optional.of(Body.of(length == bytes.length ? bytes : Arrays.copyOf(bytes, length)));
    }

    /** Reads what is left for nobody; the bytes of the whole body. */
    public long skip() throws IOException {
        if (hasMore()) { // most have nothing to skip
            byte[] nowhere = new byte[SKIPPED_BYTES];
            int read = 0;
            while (read >= 0) {
                read = read(nowhere, 0, nowhere.length);
            }
        }
        return consumed;
    }

    /** What came after the last chunk; none before its end. */
    public List<Header> trailers() {
        return trailers;
    }

    /** Whether more is to come, as far as one knows before it is here. */
    private boolean hasMore() throws IOException {
        if (framing == Framing.CHUNKS && left == 0 && !ended) {
            nextChunk();
        }
        return !ended;
    }

    private void nextChunk() throws IOException {
        String after = inChunks ? incoming.line(MOST_LINE_BYTES) : "";
        if (!after.isEmpty()) {
            throw NoHttpException.showing("a chunk longer than it said", after);
        }
        inChunks = true;
        String line = incoming.line(MOST_LINE_BYTES);
        int extension = line.indexOf(';');
        left = number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
        if (left < 0) {
            throw NoHttpException.showing("a chunk without a size", line);
        }
        if (left == 0) {
            trailers = HeaderLines.read(incoming);
            ended = true;
        }
    }

    /** Digits and nothing else; -1 otherwise. */
    private static long number(String digits, int radix) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), radix) : -1;
            if (digit < 0 || i >= MOST_DIGITS) {
                return -1;
            }
            number = number * radix + digit;
        }
        return digits.isEmpty() ? -1 : number;
    }
}
