package dev.openruntime.invocation;

import java.nio.charset.StandardCharsets;

/**
 * The bytes of an event, a response or an error, passed on as they are: nothing in the loop parses or copies a body
 * that it only hands over.
 *
 * <p>Ownership: whoever wraps an array gives it away; nobody may change the bytes afterwards.
 */
public final class Body {

    /** No body. The worker protocol and the platform treat length 0 and absence alike. */
    public static final Body EMPTY = new Body(new byte[0]);

    private final byte[] bytes;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps without copying; the caller gives the array away. */
    public static Body of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Body(bytes);
    }

    /** The text in UTF-8. */
    public static Body of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, not a copy: to be read only. */
    public byte[] bytes() {
        return bytes;
    }

    /** Length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** Whether there is no body. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The body as text, for tests and for error bodies; malformed input is replaced. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The length only: bodies never show up in logs. */
    @Override
    public String toString() {
        return "Body[" + bytes.length + " bytes]";
    }
}
