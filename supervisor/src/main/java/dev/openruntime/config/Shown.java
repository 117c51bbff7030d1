package dev.openruntime.config;

/** How words of the file are shown in messages: short, and without characters that would disturb a terminal. */
final class Shown {

    private static final int MOST_SHOWN = 60;

    private static final int MOST_LISTED = 20;

    private Shown() {}

    /** A node as a person would call it: {@code a list}, {@code the number 5}, {@code the text "a"}. */
    static String node(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> "a mapping";
            case Node.Sequence sequence -> "a list";
            case Node.Scalar scalar ->
                switch (scalar.kind()) {
                    case TEXT, EXPANDED -> "the text " + quoted(scalar.text());
                    case NUMBER -> "the number " + plain(scalar.text());
                    case TRUTH -> plain(scalar.text());
                    case NOTHING -> "nothing";
                };
        };
    }

    /** A scalar alone: text with quotes, all other kinds without. */
    static String value(Node.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT, EXPANDED -> quoted(scalar.text());
            case NUMBER, TRUTH, NOTHING -> plain(scalar.text());
        };
    }

    static String quoted(String text) {
        return '"' + plain(text) + '"';
    }

    /** At most {@value #MOST_SHOWN} characters of it, all printable. */
    static String plain(String text) {
        if (text.length() <= MOST_SHOWN) {
            return printable(text);
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_SHOWN - 1)) ? MOST_SHOWN - 1 : MOST_SHOWN;
        return printable(text.substring(0, end)) + "…";
    }

    static String printable(String text) {
        StringBuilder shown = null;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean hidden = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            if (hidden && shown == null) {
                shown = new StringBuilder(text.substring(0, at));
            }
            if (shown != null) {
                if (hidden) {
                    shown.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
                } else {
                    shown.append(c);
                }
            }
        }
        return shown == null ? text : shown.toString();
    }

    /** Words with commas between them, at most {@value #MOST_LISTED}. */
    static String list(Iterable<String> words) {
        var shown = new StringBuilder();
        int count = 0;
        for (String word : words) {
            if (count == MOST_LISTED) {
                return shown.append(", …").toString();
            }
            shown.append(count == 0 ? "" : ", ").append(word);
            count++;
        }
        return shown.toString();
    }
}
