package dev.openruntime.worker.frame;

import static dev.openruntime.worker.frame.ByteScanner.END;

import java.io.IOException;

/**
 * Steps over JSON text without building anything of it. Strict: what it accepts is JSON in UTF-8 by RFC 8259, nested so
 * deeply at most as common parsers take. So bytes that passed can be put inside another JSON text as they are.
 */
final class JsonScanner {

    /** The levels of arrays and objects inside each other: less than the least of what parsers allow by default. */
    static final int MOST_LEVELS = 250;

    private static final boolean[] PLAIN = plain();

    private final ByteScanner bytes;
    private final boolean inOneLine;
    private final boolean[] objects = new boolean[MOST_LEVELS];
    private int level;

    /** @param inOneLine whether a line feed is no white space, but the end of what there is to read */
    JsonScanner(ByteScanner bytes, boolean inOneLine) {
        this.bytes = bytes;
        this.inOneLine = inOneLine;
    }

    /** Whether these bytes are one JSON value, with or without white space around it. */
    static boolean isJson(byte[] text) {
        ByteScanner bytes = ByteScanner.of(text);
        JsonScanner json = new JsonScanner(bytes, /* inOneLine= */ false);
        try {
            json.value();
            json.skipSpace();
            return bytes.peek() == END;
        } catch (IOException e) {
            return false;
        }
    }

    /** Skips white space, then takes one value. */
    void value() throws IOException {
        level = 0;
        do {
            beginValue();
            endLevels();
        } while (level > 0);
    }

    /** Skips white space, then takes this byte and no other. */
    void expect(char what) throws IOException {
        int found = token();
        if (found != what) {
            throw unexpected(found);
        }
    }

    /** Skips white space, then takes one byte. */
    int token() throws IOException {
        skipSpace();
        return bytes.next();
    }

    /** Skips white space, then takes a comma, where more follows, or the closing bracket. */
    boolean goesOn(char closing) throws IOException {
        int found = token();
        if (found != ',' && found != closing) {
            throw unexpected(found);
        }
        return found == ',';
    }

    void skipSpace() throws IOException {
        int next = bytes.peek();
        while (next == ' ' || next == '\t' || next == '\r' || (next == '\n' && !inOneLine)) {
            bytes.next();
            next = bytes.peek();
        }
    }

    /** Takes the rest of a string whose opening quote was taken. */
    void restOfString() throws IOException {
        while (true) {
            bytes.skip(PLAIN);
            int next = bytes.next();
            if (next == '"') {
                return;
            }
            if (next == '\\') {
                escape();
            } else if (next >= 0x80) {
                beyondAscii(next);
            } else if (!PLAIN[next]) {
                throw unexpected(next);
            }
        }
    }

    /** Takes an escape whose backslash was taken, and gives the UTF-16 unit that it stands for. */
    char escape() throws IOException {
        int next = bytes.next();
        return switch (next) {
            case '"', '\\', '/' -> (char) next;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit());
            default -> throw unexpected(next);
        };
    }

    NotJsonException unexpected(int found) {
        if (found == '\n') {
            return new NotJsonException(
                    "the line ends inside its JSON object; a frame is one line, whatever its length");
        }
        return new NotJsonException("a line has to be one JSON object in UTF-8, "
                + (found > ' ' && found < 0x7F
                        ? "but `" + (char) found + "` is where that can't be"
                        : "but the byte 0x%02x is where that can't be".formatted(found)));
    }

    /** Takes opening brackets, and members' names, up to a value without members or to an empty bracket's end. */
    private void beginValue() throws IOException {
        while (true) {
            int first = token();
            if (first == '{') {
                open(true);
                skipSpace();
                if (bytes.peek() == '}') {
                    return;
                }
                nameAndColon();
            } else if (first == '[') {
                open(false);
                skipSpace();
                if (bytes.peek() == ']') {
                    return;
                }
            } else {
                scalar(first);
                return;
            }
        }
    }

    /** Takes closing brackets up to the comma before a further value, or to the end of all. */
    private void endLevels() throws IOException {
        while (level > 0) {
            boolean object = objects[level - 1];
            if (goesOn(object ? '}' : ']')) {
                if (object) {
                    nameAndColon();
                }
                return;
            }
            level--;
        }
    }

    private void open(boolean object) throws NotJsonException {
        if (level == MOST_LEVELS) {
            throw new NotJsonException("it is nested deeper than " + MOST_LEVELS + " levels; such a body has to be sent"
                    + " as `bodyBase64`");
        }
        objects[level] = object;
        level++;
    }

    private void nameAndColon() throws IOException {
        expect('"');
        restOfString();
        expect(':');
    }

    private void scalar(int first) throws IOException {
        switch (first) {
            case '"' -> restOfString();
            case 't' -> word("rue");
            case 'f' -> word("alse");
            case 'n' -> word("ull");
            default -> number(first);
        }
    }

    private void word(String rest) throws IOException {
        for (int i = 0; i < rest.length(); i++) {
            int found = bytes.next();
            if (found != rest.charAt(i)) {
                throw unexpected(found);
            }
        }
    }

    private void number(int first) throws IOException {
        int digit = first == '-' ? bytes.next() : first;
        if (!isDigit(digit)) {
            throw unexpected(digit);
        }
        if (digit != '0') {
            skipDigits();
        }
        if (bytes.peek() == '.') {
            bytes.next();
            digits();
        }
        if (bytes.peek() == 'e' || bytes.peek() == 'E') {
            bytes.next();
            if (bytes.peek() == '+' || bytes.peek() == '-') {
                bytes.next();
            }
            digits();
        }
    }

    private void digits() throws IOException {
        int first = bytes.next();
        if (!isDigit(first)) {
            throw unexpected(first);
        }
        skipDigits();
    }

    private void skipDigits() throws IOException {
        while (isDigit(bytes.peek())) {
            bytes.next();
        }
    }

    private int hexDigit() throws IOException {
        int found = bytes.next();
        int value = Character.digit(found, 16);
        if (value < 0) {
            throw unexpected(found);
        }
        return value;
    }

    /** The rest of a character of two to four bytes: neither longer than needed nor half of a pair, by RFC 3629. */
    private void beyondAscii(int first) throws IOException {
        if (first < 0xC2 || first > 0xF4) {
            throw unexpected(first);
        }
        int second = bytes.next();
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            throw unexpected(second);
        }
        int more = first < 0xE0 ? 0 : first < 0xF0 ? 1 : 2;
        for (int i = 0; i < more; i++) {
            int next = bytes.next();
            if (next < 0x80 || next > 0xBF) {
                throw unexpected(next);
            }
        }
    }

    private static boolean isDigit(int found) {
        return found >= '0' && found <= '9';
    }

    /** What stands for itself inside a string: ASCII but controls, quotes and backslashes. */
    private static boolean[] plain() {
        boolean[] plain = new boolean[256];
        for (int c = ' '; c < 0x80; c++) {
            plain[c] = c != '"' && c != '\\';
        }
        return plain;
    }
}
