package dev.openruntime.config;

import java.util.Map;

/** Writes pieces as YAML, each value with its origin behind it. */
final class EffectiveYaml {

    private static final int INDENT = 2;

    private final StringBuilder text = new StringBuilder();

    private EffectiveYaml() {}

    static String of(Piece.Branch root) {
        var yaml = new EffectiveYaml();
        yaml.branch(root, 0, false);
        return yaml.text.toString();
    }

    /** @param begun whether the first key stands in a line that has begun */
    private void branch(Piece.Branch branch, int depth, boolean begun) {
        boolean inLine = begun;
        for (Map.Entry<String, Piece> each : branch.pieces().entrySet()) {
            text.repeat(' ', inLine ? 0 : depth * INDENT)
                    .append(written(each.getKey(), Node.Kind.TEXT))
                    .append(':');
            inLine = false;
            value(each.getValue(), depth);
        }
    }

    private void value(Piece piece, int depth) {
        switch (piece) {
            case Piece.Leaf leaf -> {
                text.append(' ');
                leaf(leaf);
            }
            case Piece.Branch inner when inner.pieces().isEmpty() -> text.append(" {}\n");
            case Piece.Branch inner -> {
                text.append('\n');
                branch(inner, depth + 1, false);
            }
            case Piece.Items items when items.pieces().isEmpty() -> text.append(" []\n");
            case Piece.Items items -> {
                text.append('\n');
                items(items, depth + 1);
            }
        }
    }

    private void items(Piece.Items items, int depth) {
        for (Piece item : items.pieces()) {
            text.repeat(' ', depth * INDENT).append('-');
            if (item instanceof Piece.Branch inner && !inner.pieces().isEmpty()) {
                text.append(' ');
                branch(inner, depth + 1, true);
            } else {
                value(item, depth);
            }
        }
    }

    private void leaf(Piece.Leaf leaf) {
        text.append(written(leaf.text(), leaf.kind()))
                .append("  # ")
                .append(Shown.printable(leaf.origin()))
                .append('\n');
    }

    /** Text that could be taken for anything else stands in quotes. */
    private static String written(String text, Node.Kind kind) {
        if (kind != Node.Kind.TEXT && kind != Node.Kind.EXPANDED) {
            return text;
        }
        return isPlain(text) ? text : quoted(text);
    }

    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/';
            if (!word && "._-".indexOf(c) < 0) {
                return false;
            }
        }
        return PlainScalar.kind(text) == Node.Kind.TEXT && !text.equals("-") && !text.startsWith("--");
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (Character.isISOControl(c)
                    || Character.isSurrogate(c)
                    || c == '\u2028'
                    || c == '\u2029'
                    || c == '\uFEFF') {
                escape(quoted, text, at);
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static void escape(StringBuilder quoted, String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c) && at + 1 < text.length()) {
            quoted.appendCodePoint(text.codePointAt(at));
        } else if (!Character.isLowSurrogate(c)) {
            quoted.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
        }
    }
}
