package dev.openruntime.telemetry;

import dev.openruntime.process.OutputBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as bytes of UTF-8, as it is or as the inside of a JSON string. */
final class JsonText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private JsonText() {}

    /** Adds the bytes; where they aren't UTF-8, U+FFFD stands for what isn't. */
    static void plain(byte[] bytes, int from, int to, OutputBatch into) {
        if (isAscii(bytes, from, to)) {
            into.add(bytes, from, to);
        } else {
            into.add(valid(bytes, from, to));
        }
    }

    /** The same with what JSON wants escaped, without quotation marks around it. */
    static void quoted(byte[] bytes, int from, int to, OutputBatch into) {
        if (isAscii(bytes, from, to)) {
            escape(bytes, from, to, into);
        } else {
            byte[] valid = valid(bytes, from, to);
            escape(valid, 0, valid.length, into);
        }
    }

    static void quoted(String text, OutputBatch into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        escape(bytes, 0, bytes.length, into);
    }

    /** Text as a JSON string, with its quotation marks. */
    static String string(String text) {
        OutputBatch quoted = new OutputBatch(text.length() + 2);
        quoted.add('"');
        quoted(text, quoted);
        quoted.add('"');
        return new String(quoted.bytes(), 0, quoted.size(), StandardCharsets.UTF_8);
    }

    /** Whether the bytes are UTF-8. */
    static boolean isValid(byte[] bytes, int from, int to) {
        if (isAscii(bytes, from, to)) {
            return true;
        }
        byte[] valid = valid(bytes, from, to);
        return Arrays.equals(bytes, from, to, valid, 0, valid.length);
    }

    private static void escape(byte[] bytes, int from, int to, OutputBatch into) {
        int plain = from;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
                into.add(bytes, plain, i);
                escape(b, into);
                plain = i + 1;
            }
        }
        into.add(bytes, plain, to);
    }

    private static void escape(byte b, OutputBatch into) {
        into.add('\\');
        switch (b) {
            case '"', '\\' -> into.add(b);
            case '\n' -> into.add('n');
            case '\r' -> into.add('r');
            case '\t' -> into.add('t');
            default -> {
                into.add("u00");
                into.add(HEX[b >> 4]);
                into.add(HEX[b & 0xF]);
            }
        }
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] valid(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }
}
