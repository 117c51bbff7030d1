package dev.openruntime.worker.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The other side sent bytes that are no frame. The stream can't be trusted any more: its process has to be replaced.
 */
public final class BadFrameException extends IOException {

    private static final long serialVersionUID = 1L;

    /** How much of what is no frame is shown. */
    static final int SHOWN_BYTES = 200;

    private final String what;

    private BadFrameException(String what) {
        super(what);
        this.what = what;
    }

    /** With what was wrong, and the first 200 of these bytes, made printable. */
    public static BadFrameException showing(String what, byte[] bytes, int from, int length) {
        String text = new String(bytes, from, Math.min(SHOWN_BYTES, length), StandardCharsets.UTF_8);
        StringBuilder message = new StringBuilder(what).append('"');
        text.codePoints().forEach(c -> message.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return new BadFrameException(message.append('"').toString());
    }

    /** What was wrong, and the first bytes of it. */
    public String what() {
        return what;
    }
}
