package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.SettingProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map of the settings, and where the problems with it go. No streams, no regular expressions: this is on the start
 * path.
 */
record Section(String path, Map<?, ?> entries, List<SettingProblem> problems) {

    /** A map under a key; an empty one where there is none. */
    Section section(String key, String shape) {
        Object value = entries.get(key);
        if (value != null && !(value instanceof Map<?, ?>)) {
            problem(key, "must be a map; write it as " + shape);
        }
        return new Section(pathOf(key), value instanceof Map<?, ?> map ? map : Map.of(), problems);
    }

    /** Every other key is a problem. */
    void allow(String... keys) {
        List<String> allowed = List.of(keys);
        for (Object key : entries.keySet()) {
            if (!allowed.contains(key.toString())) {
                problem(key.toString(), "unknown key; there are: " + String.join(", ", allowed));
            }
        }
    }

    Optional<String> text(String key) {
        Object value = entries.get(key);
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            problem(key, "must be a text");
            return Optional.empty();
        }
        return value == null ? Optional.empty() : Optional.of(value.toString());
    }

    /** A whole number from one to another; the least if it isn't one. */
    Optional<Long> number(String key, long least, long most) {
        Optional<String> written = text(key);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(written.get());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // said below, as of a number that is too large
        }
        problem(key, "cannot use " + written.get() + ": it must be a whole number from " + least + " to " + most);
        return Optional.of(least);
    }

    void problem(String key, String message) {
        problems.add(new SettingProblem(pathOf(key), message));
    }

    private String pathOf(String key) {
        return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
    }
}
