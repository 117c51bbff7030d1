package dev.openruntime.worker.frame;

import static dev.openruntime.worker.frame.ByteScanner.END;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads frames that are lines. A line is never held as a whole: memory is bounded by the limits of header and body,
 * however long the line is.
 *
 * <p>A frame is complete at its closing brace: a worker that forgets the line's end is understood, and told so by its
 * second frame.
 */
final class LineReader {

    private final ByteScanner bytes;
    private final JsonScanner json;
    private boolean afterFrame;

    /** Goes on where another reader stopped. */
    LineReader(InputStream in, byte[] buffer, int start, int end) {
        bytes = new ByteScanner(in, buffer, start, end);
        json = new JsonScanner(bytes, /* inOneLine= */ true);
    }

    /** As {@link FrameReader#read}. */
    Optional<Frame> read() throws IOException {
        try {
            if (afterFrame) {
                endLine();
            }
            bytes.beginLine();
            if (bytes.peek() == END) {
                return Optional.empty();
            }
            afterFrame = true;
            return Optional.of(frame());
        } catch (NotJsonException e) {
            throw bytes.bad("no frame: " + e.why() + "; the line goes ");
        }
    }

    private Frame frame() throws IOException {
        LineMembers members = new LineMembers(bytes, json);
        json.expect('{');
        json.skipSpace();
        if (bytes.peek() == '}') {
            bytes.next();
        } else {
            do {
                json.expect('"');
                members.read();
            } while (json.goesOn('}'));
        }
        return members.frame();
    }

    /** What follows a frame on its line: nothing, where all is right. */
    private void endLine() throws IOException {
        json.skipSpace();
        int found = bytes.peek();
        if (found == '\n') {
            bytes.next();
        } else if (found != END) {
            bytes.beginLine();
            throw new NotJsonException("something follows the end of a JSON object on its line, where only the line's"
                    + " end may follow");
        }
    }
}
