package dev.openruntime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code sidecars}. */
final class SidecarReader {

    private static final List<String> ONLY_BUILT_IN = List.of("with", "isolation");
    private static final Duration READY_WITHIN = Duration.ofMillis(250);

    private final Reading reading;
    private final ChildNames names;
    private final ChildReader children;

    SidecarReader(Reading reading, ChildNames names, ChildReader children) {
        this.reading = reading;
        this.names = names;
        this.children = children;
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
        return sidecars;
    }

    private SidecarConfig sidecar(Section section, String name, boolean enabled) {
        SidecarKind kind = kind(section, enabled);
        boolean required = section.truth("required", true);
        Duration readyWithin = section.durationOrZero("readyWithin", READY_WITHIN);
        checkReadyWithin(section);
        return new SidecarConfig(
                name,
                kind,
                required,
                readyWithin,
                section.has("startup") ? new ProbeReader(reading).startup(section) : Optional.empty(),
                section.has("readiness") ? new ProbeReader(reading).readiness(section) : Optional.empty(),
                flush(section, kind),
                children.of(section, name, enabled));
    }

    private Optional<FlushConfig> flush(Section section, SidecarKind kind) {
        if (section.has("flush")) {
            return new FlushReader(reading).ofSidecar(section);
        }
        boolean gathers = kind instanceof SidecarKind.BuiltIn builtIn
                && reading.builtIns().names().contains(builtIn.use())
                && reading.builtIns().gathers(builtIn.use());
        return gathers ? Optional.of(FlushConfig.DEFAULT) : Optional.empty();
    }

    /** Not where one file says the one and another file the other, or where a variable decides: that may well be. */
    private void checkReadyWithin(Section section) {
        boolean optional = section.node("required") instanceof Node.Scalar scalar
                && scalar.kind() == Node.Kind.TRUTH
                && scalar.text().equalsIgnoreCase("false");
        Place place = section.keyPlaceOf("readyWithin");
        if (optional
                && section.has("readyWithin")
                && place.file().equals(section.keyPlaceOf("required").file())) {
            reading.problems()
                    .add(
                            place,
                            section.pathOf("readyWithin"),
                            "has no effect with `required: false`: no invocation waits for it; remove one of them");
        }
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
        if (builtIn) {
            return builtIn(section);
        }
        for (String key : ONLY_BUILT_IN) {
            refuse(section, key, "goes with `use`; remove it");
        }
        return new SidecarKind.Command(
                section.has("command") ? new CommandReader(reading).words(section, "command") : List.of());
    }

    private SidecarKind builtIn(Section section) {
        Isolation isolation = section.word("isolation", Isolation.EMBEDDED, Isolation.values(), List.of());
        refuse(section, "startup", "has no effect on a built-in, which says itself when it is ready; remove it");
        if (isolation == Isolation.EMBEDDED) {
            for (String key : Keys.PROCESS_ALONE) {
                refuse(
                        section,
                        key,
                        "has no effect on a built-in inside the supervisor; remove it, or give it a process of its own"
                                + " by `isolation: process`");
            }
        }
        return new SettingReader(reading).builtIn(section, isolation);
    }

    private void refuse(Section section, String key, String why) {
        if (section.has(key)) {
            reading.problems().add(section.keyPlaceOf(key), section.pathOf(key), why);
        }
    }
}
