package dev.openruntime.sidecar.metrics.emf;

/**
 * Makes names and values ones that CloudWatch takes: what is neither printable ASCII nor a space becomes an underscore,
 * what is too long is cut, and what has nothing in it becomes something. Pure.
 */
final class Mended {

    private static final int LONGEST_METRIC = 255;
    private static final int LONGEST_DIMENSION = 250;
    private static final int LONGEST_VALUE = 1_024;

    /** What the format itself uses. */
    private static final String RESERVED = "_aws";

    private Mended() {}

    static String metric(String name) {
        return name(name, LONGEST_METRIC);
    }

    static String dimension(String name) {
        String mended = name(name, LONGEST_DIMENSION);
        return mended.startsWith(":") ? "_" + mended.substring(1) : mended;
    }

    /** A tag that is only a word is true. */
    static String value(String value) {
        return value.isBlank() ? "true" : printable(value, LONGEST_VALUE);
    }

    private static String name(String name, int longest) {
        if (name.isBlank()) {
            return "_";
        }
        String mended = printable(name, longest);
        return mended.equals(RESERVED) ? RESERVED + "_" : mended;
    }

    private static String printable(String text, int longest) {
        StringBuilder mended = new StringBuilder(text.substring(0, Math.min(text.length(), longest)));
        for (int i = 0; i < mended.length(); i++) {
            if (mended.charAt(i) < ' ' || mended.charAt(i) > '~') {
                mended.setCharAt(i, '_');
            }
        }
        return mended.toString();
    }
}
