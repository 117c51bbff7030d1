package dev.openruntime.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of all children: each is well-formed and stands once. */
final class ChildNames {

    /** As long as a host name's label; the name is part of environment variables, logs and metrics. */
    private static final int MOST_CHARACTERS = 63;

    private final Reading reading;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Place> disabled = new HashMap<>();

    ChildNames(Reading reading) {
        this.reading = reading;
    }

    /** The name that a section gives itself; empty, with a problem, if that can't be used. */
    String read(Section section) {
        Node node = section.required("name");
        String path = section.pathOf("name");
        String name = node == null ? null : reading.values().text(node, path);
        if (node == null || name == null) {
            return "";
        }
        if (!isWellFormed(name)) {
            reading.problems()
                    .add(
                            node.place(),
                            path,
                            "cannot use " + Shown.quoted(name) + " as a name; write at most " + MOST_CHARACTERS
                                    + " lower-case letters, digits and `-`, first a letter or digit");
            return "";
        }
        if (name.equals(HandlerConfig.NAME)) {
            reading.problems().add(node.place(), path, "the name `handler` belongs to the handler; choose another");
            return "";
        }
        String owner = owners.putIfAbsent(name, reading.merged() ? path + " at " + node.place() : path);
        if (owner != null) {
            reading.problems()
                    .add(
                            node.place(),
                            path,
                            "the name `" + name + "` is already taken by " + owner + "; choose another");
        }
        return name;
    }

    /** Whether the middleware or sidecar of a section is there at all: {@code enabled: false} takes it away. */
    boolean isEnabled(Section section, String name) {
        boolean enabled = section.truth("enabled", true);
        if (!enabled) {
            disabled.put(name, section.placeOf("enabled"));
        }
        return enabled;
    }

    /** Where the child of this name was taken away, null if it wasn't. */
    @Nullable Place disabled(String name) {
        return disabled.get(name);
    }

    /** Whether any child is called so. */
    boolean contains(String name) {
        return name.equals(HandlerConfig.NAME) || owners.containsKey(name);
    }

    private static boolean isWellFormed(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && (at == 0 || c != '-')) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= MOST_CHARACTERS;
    }
}
