package dev.openruntime.config;

import org.jspecify.annotations.Nullable;

/** Finds the place of a setting by its path, such as {@code services.orders[1]}. */
final class SettingPath {

    private SettingPath() {}

    /** The place of the setting, or of the innermost setting around it that the file has. */
    static Place place(Node root, String path) {
        Node node = root;
        Place place = root.place();
        int at = 0;
        while (at < path.length()) {
            if (path.charAt(at) == '.') {
                at++;
            }
            if (node instanceof Node.Sequence sequence) {
                int end = path.indexOf(']', at);
                Node item = end < 0 || path.charAt(at) != '[' ? null : item(sequence, path.substring(at + 1, end));
                if (item == null) {
                    return place;
                }
                node = item;
                place = item.place();
                at = end + 1;
            } else {
                Node.Entry entry = node instanceof Node.Mapping mapping ? entry(mapping, path, at) : null;
                if (entry == null) {
                    return place;
                }
                node = entry.value();
                place = entry.place();
                at += entry.key().length();
            }
        }
        return place;
    }

    private static @Nullable Node item(Node.Sequence sequence, String index) {
        Long number = PlainScalar.isInteger(index) ? Values.parseLong(index) : null;
        return number == null || number < 0 || number >= sequence.items().size()
                ? null
                : sequence.items().get(number.intValue());
    }

    /** The longest key that the path goes on with: a key may hold points itself. */
    private static Node.@Nullable Entry entry(Node.Mapping mapping, String path, int at) {
        Node.Entry longest = null;
        for (Node.Entry entry : mapping.entries()) {
            int end = at + entry.key().length();
            boolean whole = end == path.length() || (end < path.length() && ".[".indexOf(path.charAt(end)) >= 0);
            boolean longer =
                    longest == null || entry.key().length() > longest.key().length();
            if (whole && longer && path.startsWith(entry.key(), at)) {
                longest = entry;
            }
        }
        return longest;
    }
}
