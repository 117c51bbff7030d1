package dev.openruntime.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code dependsOn} of all children, and keeps what there is to be checked when all are known. */
final class DependencyReader {

    private final Reading reading;
    private final Section root;
    private final List<Dependency> dependencies = new ArrayList<>();

    DependencyReader(Reading reading, Section root) {
        this.reading = reading;
        this.root = root;
    }

    /** Those of the children that are there at all. */
    List<Dependency> dependencies() {
        return dependencies;
    }

    Map<String, DependencyCondition> read(Section child, String name, boolean enabled) {
        Section section = child.free("dependsOn");
        if (section == null) {
            return Map.of();
        }
        var dependsOn = new LinkedHashMap<String, DependencyCondition>();
        for (Node.Entry entry : section.entries()) {
            String path = section.pathOf(entry.key());
            DependencyCondition condition = condition(entry, path);
            DependencyCondition sure = condition == null ? new DependencyCondition.Started() : condition;
            if (enabled) {
                dependencies.add(new Dependency(name, entry.key(), sure, entry.place(), path));
            }
            dependsOn.put(entry.key(), sure);
        }
        return dependsOn;
    }

    private @Nullable DependencyCondition condition(Node.Entry entry, String path) {
        if (entry.value() instanceof Node.Mapping) {
            Section section = Section.of(reading, entry.value(), path, Keys.LOGGED);
            Node line = section == null ? null : section.required("logged");
            String regex = line == null ? null : new RegexReader(reading).read(line, Section.path(path, "logged"));
            return regex == null ? null : new DependencyCondition.Logged(regex);
        }
        Progress progress = reading.values().word(entry.value(), path, Progress.values(), List.of());
        if (progress == null) {
            return null;
        }
        return switch (progress) {
            case STARTED -> new DependencyCondition.Started();
            case HEALTHY -> new DependencyCondition.Healthy();
            case COMPLETED -> new DependencyCondition.Completed();
            case LOGGED -> new DependencyCondition.Logged(logLine(entry.key()));
        };
    }

    /** What the startup probe of a sidecar looks for; empty if it doesn't. Its own problems are told at its place. */
    private String logLine(String name) {
        Values quiet = reading.values().quiet();
        if (root.node("sidecars") instanceof Node.Sequence sidecars) {
            for (Node sidecar : sidecars.items()) {
                Node.Mapping startup =
                        sidecar instanceof Node.Mapping mapping ? Origins.below(mapping, "startup") : null;
                Node.Entry line = startup == null ? null : startup.entry("log");
                if (line != null && name.equals(name(quiet, sidecar))) {
                    String regex = quiet.text(line.value(), "");
                    return regex == null || regex.isEmpty() ? "?" : regex;
                }
            }
        }
        return "";
    }

    private static @Nullable String name(Values values, Node sidecar) {
        Node.Entry name = sidecar instanceof Node.Mapping mapping ? mapping.entry("name") : null;
        return name == null ? null : values.text(name.value(), "");
    }

    /** How far another child can be, in a word. */
    private enum Progress implements Word {
        STARTED("started"),
        HEALTHY("healthy"),
        COMPLETED("completed"),
        LOGGED("logged");

        private final String word;

        Progress(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }
}
