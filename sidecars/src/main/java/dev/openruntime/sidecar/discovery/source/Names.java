package dev.openruntime.sidecar.discovery.source;

/**
 * What is a name, a port, an address. Plain loops, since these checks are on the start path, where regular expressions
 * cost 6 ms. Any thread.
 */
public final class Names {

    private static final int LONGEST_SERVICE = 128;
    private static final int LONGEST_HOST = 253;

    private Names() {}

    /** Letters, digits, dots, dashes, underscores; begins with a letter or a digit. */
    public static boolean isService(String name) {
        if (name.isEmpty() || name.length() > LONGEST_SERVICE || !isLetterOrDigit(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!isLetterOrDigit(name.charAt(i)) && "._-".indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Labels of letters, digits, underscores and inner dashes, separated by dots; a dot may end it. */
    public static boolean isHost(String name) {
        String labels = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (name.length() > LONGEST_HOST) {
            return false;
        }
        for (String label : labels.split("\\.", -1)) { // one escaped character: split uses no regular expression
            if (!isLabel(label)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it can only be meant as an IPv4 address. */
    public static boolean isDigitsAndDots(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i)) && text.charAt(i) != '.') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Four numbers from 0 to 255, without leading zeros, which some read as octal. */
    static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            if (!isNumber(part, 0, 255) || (part.length() > 1 && part.startsWith("0"))) {
                return false;
            }
        }
        return parts.length == 4;
    }

    public static boolean isPort(String text) {
        return isNumber(text, 1, 65_535);
    }

    /** Up to five digits, between two bounds. */
    static boolean isNumber(String text, int least, int most) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        if (text.isEmpty() || text.length() > 5) {
            return false;
        }
        int number = Integer.parseInt(text);
        return number >= least && number <= most;
    }

    private static boolean isLabel(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (!isLetterOrDigit(label.charAt(i)) && "_-".indexOf(label.charAt(i)) < 0) {
                return false;
            }
        }
        return !label.isEmpty() && !label.startsWith("-") && !label.endsWith("-");
    }

    private static boolean isLetterOrDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
