package dev.openruntime.health;

import java.util.Locale;

/** What may stand in the head of a probe's request. */
final class Headers {

    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private Headers() {}

    /** Refuses what would break the request or promise a body that isn't sent. */
    static void check(String name, String value) {
        if (name.isEmpty() || !name.chars().allMatch(Headers::isToken)) {
            throw new IllegalArgumentException("cannot send a header named \"" + name
                    + "\": names have letters, digits and " + MARKS + " without blanks");
        }
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > '~')) {
            throw new IllegalArgumentException("cannot send the header " + name
                    + ": its value has a line end, another control character or one beyond ASCII");
        }
        switch (name.toLowerCase(Locale.ROOT)) {
            case "connection", "content-length", "transfer-encoding" ->
                throw new IllegalArgumentException(
                        "cannot send the header " + name + ": a probe has no body and its connection ends with it");
            default -> {}
        }
    }

    /** Whether all of it is ASCII without blanks and control characters. */
    static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c < 128 && MARKS.indexOf(c) >= 0);
    }
}
