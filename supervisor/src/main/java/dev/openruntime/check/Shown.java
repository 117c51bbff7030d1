package dev.openruntime.check;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bytes and numbers as a person can read them. */
final class Shown {

    private static final int MOST_BYTES = 200;

    private Shown() {}

    /** The first 200 bytes in quotes, with escapes for what doesn't print. */
    static String bytes(byte[] bytes) {
        int length = Math.min(MOST_BYTES, bytes.length);
        StringBuilder shown = new StringBuilder("\"");
        new String(bytes, 0, length, StandardCharsets.UTF_8).codePoints().forEach(c -> append(shown, c));
        shown.append('"');
        if (length < bytes.length) {
            shown.append(" … (").append(count(bytes.length)).append(" bytes)");
        }
        return shown.toString();
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void append(StringBuilder shown, int c) {
        switch (c) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                    shown.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u%04x", c));
                } else {
                    shown.appendCodePoint(c);
                }
            }
        }
    }
}
