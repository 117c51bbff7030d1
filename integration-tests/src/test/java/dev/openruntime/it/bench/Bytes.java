package dev.openruntime.it.bench;

import java.nio.charset.StandardCharsets;

/** Bytes that nobody changes: given away by whoever wraps them. */
public final class Bytes {

    /** None. */
    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps without copying. */
    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /** The text in UTF-8. */
    public static Bytes of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, to be read only. */
    public byte[] array() {
        return bytes;
    }

    /** How many. */
    public int length() {
        return bytes.length;
    }

    /** The bytes as text in UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
