package dev.openruntime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code sidecars}. */
final class SidecarReader {

    private static final List<String> ONLY_COMMAND = List.of("startup", "env");
    private static final List<String> ONLY_BUILT_IN = List.of("with", "isolation");
    private static final List<String> LATER_CONDITIONS = List.of("completed", "logged");
    private static final Duration READY_WITHIN = Duration.ofMillis(250);

    private final Reading reading;
    private final ChildNames names;
    private final ProcessReader processes;
    private final ProbeReader probes;
    private final SettingReader settings;
    private final List<Dependency> dependencies = new ArrayList<>();

    SidecarReader(Reading reading, ChildNames names) {
        this.reading = reading;
        this.names = names;
        this.processes = new ProcessReader(reading);
        this.probes = new ProbeReader(reading);
        this.settings = new SettingReader(reading);
    }

    /** All sidecars; those that can't be used are left out, with a problem. */
    List<SidecarConfig> read(Section root) {
        var sidecars = new ArrayList<SidecarConfig>();
        List<Node> items = root.children("sidecars");
        for (int index = 0; index < items.size(); index++) {
            String path = root.pathOfChild("sidecars", index, items.get(index));
            Section section = Section.of(reading, items.get(index), path, Keys.SIDECAR);
            if (section != null) {
                String name = names.read(section);
                boolean enabled = names.isEnabled(section, name);
                SidecarConfig sidecar = sidecar(section, name, enabled);
                if (enabled) {
                    sidecars.add(sidecar);
                }
            }
        }
        new DependencyCheck(reading, names, sidecars, dependencies).run();
        return sidecars;
    }

    private SidecarConfig sidecar(Section section, String name, boolean enabled) {
        return new SidecarConfig(
                name,
                kind(section, enabled),
                section.truth("required", true),
                section.durationOrZero("readyWithin", READY_WITHIN),
                dependsOn(section, name, enabled),
                probes.startup(section),
                processes.environment(section),
                processes.restart(section),
                processes.stop(section));
    }

    private SidecarKind kind(Section section, boolean enabled) {
        boolean builtIn = section.has("use");
        if (builtIn && section.has("command")) {
            reading.problems()
                    .add(
                            section.place(),
                            section.path(),
                            "give `use` for a built-in or `command` for a process, not both");
            return new SidecarKind.Command(List.of());
        }
        if (enabled && section.lacks("use") && section.lacks("command")) {
            reading.problems()
                    .add(
                            section.place(),
                            section.path(),
                            "one of `use` (a built-in) and `command` (a process) is required");
        }
        for (String key : builtIn ? ONLY_COMMAND : ONLY_BUILT_IN) {
            if (section.has(key)) {
                reading.problems()
                        .add(
                                section.keyPlaceOf(key),
                                section.pathOf(key),
                                builtIn ? "has no effect on a built-in; remove it" : "goes with `use`; remove it");
            }
        }
        if (builtIn) {
            section.word("isolation", Isolation.EMBEDDED, Isolation.values(), List.of("process"));
            return settings.builtIn(section);
        }
        return new SidecarKind.Command(section.has("command") ? processes.command(section) : List.of());
    }

    private Map<String, DependencyCondition> dependsOn(Section sidecar, String name, boolean enabled) {
        Section section = sidecar.free("dependsOn");
        if (section == null) {
            return Map.of();
        }
        var dependsOn = new LinkedHashMap<String, DependencyCondition>();
        for (Node.Entry entry : section.entries()) {
            String path = section.pathOf(entry.key());
            if (enabled) {
                dependencies.add(new Dependency(name, entry.key(), entry.place(), path));
            }
            DependencyCondition condition =
                    reading.values().word(entry.value(), path, DependencyCondition.values(), LATER_CONDITIONS);
            if (condition != null) {
                dependsOn.put(entry.key(), condition);
            }
        }
        return dependsOn;
    }

    /** Where a built-in runs. */
    private enum Isolation implements Word {
        EMBEDDED;

        @Override
        public String word() {
            return "embedded";
        }
    }
}
