package dev.openruntime.http;

import java.io.IOException;

/** What came can't be read as HTTP/1.1. The message says what of it. */
public final class NoHttpException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN_CHARACTERS = 100;

    /** By what is wrong. */
    public NoHttpException(String what) {
        super(what);
    }

    /** Shows the beginning of what can't be read, what isn't printable as {@code ?}. */
    static NoHttpException showing(String what, String sent) {
        StringBuilder shown = new StringBuilder(what).append(": `");
        for (int i = 0; i < Math.min(sent.length(), SHOWN_CHARACTERS); i++) {
            char c = sent.charAt(i);
            shown.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return new NoHttpException(
                shown.append(sent.length() > SHOWN_CHARACTERS ? "…`" : "`").toString());
    }
}
