package dev.openruntime.process;

/** Where text in UTF-8 may be cut. */
final class Utf8 {

    private static final int LONGEST_CHARACTER = 4;

    private Utf8() {}

    /** How many of so many bytes can be cut off without cutting a character in two. */
    static int wholeCharacters(byte[] bytes, int length) {
        for (int i = length - 1; i >= Math.max(0, length - LONGEST_CHARACTER); i--) {
            if ((bytes[i] & 0xC0) != 0x80) { // the first byte of a character
                return i + size(bytes[i]) <= length ? length : i;
            }
        }
        return length; // it isn't UTF-8 anyway
    }

    private static int size(byte first) {
        if ((first & 0x80) == 0) {
            return 1;
        }
        if ((first & 0xE0) == 0xC0) {
            return 2;
        }
        return (first & 0xF0) == 0xE0 ? 3 : LONGEST_CHARACTER;
    }
}
