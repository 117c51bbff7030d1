package dev.openruntime.lambda;

import dev.openruntime.invocation.Body;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Reads the body of a response. What is announced with its length is read into an array of that length. */
final class BodyReader {

    private static final int FIRST_BYTES = 8 * 1024;
    private static final int MOST_LINE_BYTES = 8 * 1024;
    private static final int MOST_DIGITS = 15;

    /** More than the platform ever sends; what says it is longer is refused instead of filling the heap. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final Incoming incoming;
    private byte[] bytes = new byte[0];
    private int length;

    BodyReader(Incoming incoming) {
        this.incoming = incoming;
    }

    /** @param lengths what was announced, at least once, and always the same, or it is no HTTP */
    Body ofLength(List<String> lengths) throws IOException {
        long announced = number(lengths.getFirst(), 10);
        for (String length : lengths) {
            if (announced < 0 || !length.equals(lengths.getFirst())) {
                throw NoHttpException.showing("a Content-Length that is none", String.join(", ", lengths));
            }
        }
        makeRoom(announced);
        incoming.read(bytes, 0, length);
        return Body.of(bytes);
    }

    /** Chunk by chunk; what comes in trailers is left out. */
    Body chunked() throws IOException {
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            int at = length;
            makeRoom(size);
            incoming.read(bytes, at, (int) size);
            String after = incoming.line(MOST_LINE_BYTES);
            if (!after.isEmpty()) {
                throw NoHttpException.showing("a chunk longer than it said", after);
            }
        }
        var _ = HeaderLines.read(incoming);
        return whole();
    }

    /** Whatever comes until the platform hangs up. */
    Body toTheEnd() throws IOException {
        int read = 0;
        while (read >= 0) {
            if (length == bytes.length) {
                int before = length;
                makeRoom(Math.clamp(MOST_BYTES - before, 1, Math.max(before, FIRST_BYTES)));
                length = before;
            }
            read = incoming.readSome(bytes, length, bytes.length - length);
            length += Math.max(read, 0);
        }
        return whole();
    }

    private long chunkSize() throws IOException {
        String line = incoming.line(MOST_LINE_BYTES);
        int extension = line.indexOf(';');
        long size = number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
        if (size < 0) {
            throw NoHttpException.showing("a chunk without a size", line);
        }
        return size;
    }

    /** Lengthens the body; its array may become longer than that. */
    private void makeRoom(long more) throws IOException {
        if (length + more > MOST_BYTES) {
            throw new NoHttpException(
                    "a response of " + (length + more) + " bytes or more; at most " + MOST_BYTES + " are taken");
        }
        int wanted = (int) (length + more);
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, length == 0 ? wanted : Math.max(bytes.length * 2, wanted));
        }
        length = wanted;
    }

    private Body whole() {
        return Body.of(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
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
