package dev.openruntime.config;

/**
 * What an unquoted YAML scalar is, by the core schema of YAML 1.2, but for {@code .inf} and {@code .nan}: text here.
 */
final class PlainScalar {

    private PlainScalar() {}

    static Node.Kind kind(String text) {
        if (text.isEmpty()) {
            return Node.Kind.NOTHING;
        }
        char first = text.charAt(0);
        if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
            return isInteger(text) || isDecimal(text) ? Node.Kind.NUMBER : Node.Kind.TEXT;
        }
        return switch (text) {
            case "~", "null", "Null", "NULL" -> Node.Kind.NOTHING;
            case "true", "True", "TRUE", "false", "False", "FALSE" -> Node.Kind.TRUTH;
            default -> Node.Kind.TEXT;
        };
    }

    /** Digits with or without a sign, or {@code 0x…}, or {@code 0o…}. */
    static boolean isInteger(String text) {
        if (text.startsWith("0x")) {
            return text.length() > 2 && digits(text, 2, 16) == text.length();
        }
        if (text.startsWith("0o")) {
            return text.length() > 2 && digits(text, 2, 8) == text.length();
        }
        int start = afterSign(text, 0);
        int end = digits(text, start, 10);
        return end > start && end == text.length();
    }

    /** Digits with or without a sign, a point, an exponent. */
    static boolean isDecimal(String text) {
        int start = afterSign(text, 0);
        int at = digits(text, start, 10);
        int count = at - start;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = at + 1;
            at = digits(text, fraction, 10);
            count += at - fraction;
        }
        if (count > 0 && at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = afterSign(text, at + 1);
            at = digits(text, exponent, 10);
            count = at - exponent;
        }
        return count > 0 && at == text.length();
    }

    private static int afterSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String text, int start, int radix) {
        int at = start;
        while (at < text.length() && text.charAt(at) < 128 && Character.digit(text.charAt(at), radix) >= 0) {
            at++;
        }
        return at;
    }
}
