package dev.openruntime.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts environment variables into text: <code>${NAME}</code>, <code>${NAME:-default}</code> where the variable is unset
 * or empty, <code>$${</code> for the two characters themselves. What a variable holds is not expanded again.
 */
final class Interpolation {

    private static final String OPEN = "${";

    private final Map<String, String> environment;
    private final Problems problems;

    Interpolation(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The scalar with its references replaced, itself if it has none, null if one of them is a problem. */
    Node.@Nullable Scalar expand(Node.Scalar scalar, String path) {
        if (scalar.kind() != Node.Kind.TEXT) {
            return scalar;
        }
        String text = scalar.text();
        int open = text.indexOf(OPEN);
        if (open < 0) {
            return scalar;
        }
        var expanded = new StringBuilder();
        Node.Kind kind = Node.Kind.TEXT;
        int from = 0;
        while (open >= 0) {
            if (open > from && text.charAt(open - 1) == '$') {
                expanded.append(text, from, open - 1).append(OPEN);
                from = open + OPEN.length();
            } else {
                int close = text.indexOf('}', open);
                String value = value(scalar.place(), path, text, open + OPEN.length(), close);
                if (value == null) {
                    return null;
                }
                expanded.append(text, from, open).append(value);
                from = close + 1;
                kind = Node.Kind.EXPANDED;
            }
            open = text.indexOf(OPEN, from);
        }
        expanded.append(text, from, text.length());
        return new Node.Scalar(scalar.place(), kind, expanded.toString());
    }

    private @Nullable String value(Place place, String path, String text, int start, int close) {
        if (close < 0) {
            problems.add(place, path, "cannot find the `}` that ends `${`; write `$${` for the characters themselves");
            return null;
        }
        String reference = text.substring(start, close);
        int separator = reference.indexOf(":-");
        String name = separator < 0 ? reference : reference.substring(0, separator);
        if (!isVariableName(name) || reference.contains(OPEN)) {
            problems.add(
                    place,
                    path,
                    "cannot read `${" + Shown.plain(reference)
                            + "}` as a variable; write ${NAME}, ${NAME:-default}, or `$${` for the characters themselves");
            return null;
        }
        String value = environment.get(name);
        if (separator >= 0) {
            return value == null || value.isEmpty() ? reference.substring(separator + 2) : value;
        }
        if (value == null) {
            problems.add(
                    place,
                    path,
                    "the environment variable `" + name + "` is not set; set it, or write ${" + name + ":-default}");
        }
        return value;
    }

    private static boolean isVariableName(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
            if (!letter && (at == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
