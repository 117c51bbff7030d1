package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.SettingProblem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map of the settings, and where the problems with it go. No streams, no regular expressions: this is on the start
 * path.
 */
record Section(String path, Map<?, ?> entries, List<SettingProblem> problems) {

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Every other key is a problem. */
    void knows(List<String> keys) {
        for (Object key : entries.keySet()) {
            if (!keys.contains(key.toString())) {
                problem(key.toString(), "unknown key; there are: " + String.join(", ", keys));
            }
        }
    }

    /** A map with something in it; an empty one where the key is missing, or where that is a problem. */
    Section map(String key, String shape) {
        Object value = entries.get(key);
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            return new Section(pathOf(key), map, problems);
        }
        if (value != null) {
            problem(key, "must be a map with something in it; write it as " + shape);
        }
        return new Section(pathOf(key), Map.of(), problems);
    }

    Optional<String> text(String key, String shape) {
        Object value = entries.get(key);
        if (value instanceof String text && !text.isBlank() && text.indexOf('\0') < 0) {
            return Optional.of(text);
        }
        if (value != null) {
            problem(key, "must be a text that isn't blank; write it as " + shape);
        }
        return Optional.empty();
    }

    /** A text that can be a path here: not every locale can write all of them. */
    Optional<String> path(String key, String shape) {
        Optional<String> text = text(key, shape);
        try {
            return text.isEmpty() ? text : Optional.of(Path.of(text.get()).toString());
        } catch (InvalidPathException e) {
            problem(
                    key,
                    "cannot be a path: " + e.getReason() + "; in another locale, such as LANG=C.UTF-8, it may be one");
            return Optional.empty();
        }
    }

    boolean truth(String key) {
        Object value = entries.get(key);
        if (value != null && !value.equals(true) && !value.equals(false)) {
            problem(key, "must be true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    /** What is made of each item of a list; whatever can't be made is a problem of that item. */
    <T> List<T> list(String key, String shape, Function<String, T> made) {
        Object value = entries.get(key);
        List<T> all = new ArrayList<>();
        if (value instanceof List<?> items && !items.isEmpty()) {
            for (int i = 0; i < items.size(); i++) {
                T one = make(key + "[" + i + "]", items.get(i), shape, made, all);
                if (one != null) {
                    all.add(one);
                }
            }
        } else if (value != null) {
            problem(key, "must be a list with something in it; write it as " + shape);
        }
        return all;
    }

    private <T> @Nullable T make(String key, Object item, String shape, Function<String, T> made, List<T> before) {
        try {
            if (!(item instanceof String text)) {
                problem(key, "must be a text; write the list as " + shape);
                return null;
            }
            T one = made.apply(text);
            if (before.contains(one)) {
                problem(key, "is there twice: " + text);
            }
            return one;
        } catch (IllegalArgumentException malformed) {
            problem(key, String.valueOf(malformed.getMessage()));
            return null;
        }
    }

    void problem(String key, String message) {
        problems.add(new SettingProblem(pathOf(key), message));
    }

    String pathOf(String key) {
        return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
    }
}
