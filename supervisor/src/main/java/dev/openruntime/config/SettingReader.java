package dev.openruntime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code use} and {@code with}: the settings as plain values, checked by the built-in they are for. */
final class SettingReader {

    private final Reading reading;

    SettingReader(Reading reading) {
        this.reading = reading;
    }

    SidecarKind builtIn(Section sidecar, Isolation isolation) {
        int before = reading.problems().count();
        String use = sidecar.text("use");
        Set<String> names = reading.builtIns().names();
        if (use != null && !names.contains(use)) {
            reading.problems()
                    .unknown(
                            sidecar.placeOf("use"),
                            sidecar.pathOf("use"),
                            "no built-in is called " + Shown.quoted(use),
                            use,
                            names);
        }
        Section section = sidecar.free("with");
        Map<String, Object> with = section == null ? Map.of() : settings(section.entries(), sidecar.pathOf("with"));
        if (use == null || reading.problems().count() > before) {
            return new SidecarKind.BuiltIn("", Map.of(), isolation);
        }
        for (SettingProblem problem : reading.builtIns().check(use, with)) {
            report(sidecar, problem);
        }
        return new SidecarKind.BuiltIn(use, with, isolation);
    }

    private void report(Section sidecar, SettingProblem problem) {
        Node node = sidecar.node("with");
        Place place = node == null ? sidecar.placeOf("use") : SettingPath.place(node, problem.path());
        boolean joined = problem.path().isEmpty() || problem.path().startsWith("[");
        String path = sidecar.pathOf("with") + (joined ? "" : ".") + Shown.printable(problem.path());
        reading.problems().add(place, path, problem.message());
    }

    private Map<String, Object> settings(List<Node.Entry> entries, String path) {
        var settings = new LinkedHashMap<String, Object>();
        for (Node.Entry entry : entries) {
            Object value = value(entry.value(), Section.path(path, entry.key()));
            if (value != null) {
                settings.put(entry.key(), value);
            }
        }
        return Collections.unmodifiableMap(settings);
    }

    private @Nullable Object value(Node node, String path) {
        if (node instanceof Node.Mapping mapping) {
            Section.checkDuplicates(reading, mapping, path);
            return settings(mapping.entries(), path);
        }
        if (node instanceof Node.Sequence sequence) {
            var values = new ArrayList<>();
            for (int index = 0; index < sequence.items().size(); index++) {
                Object value = value(sequence.items().get(index), Section.path(path, index));
                if (value != null) {
                    values.add(value);
                }
            }
            return Collections.unmodifiableList(values);
        }
        Node.Scalar scalar = reading.values().scalar(node, path, "a value");
        if (scalar == null) {
            return null;
        }
        return switch (scalar.kind()) {
            case TEXT, EXPANDED, NOTHING -> scalar.text();
            case TRUTH -> reading.values().truth(scalar, path);
            case NUMBER -> number(scalar, path);
        };
    }

    private @Nullable Object number(Node.Scalar scalar, String path) {
        Object number;
        if (PlainScalar.isInteger(scalar.text())) {
            number = Values.parseLong(scalar.text());
        } else {
            double decimal = Double.parseDouble(scalar.text());
            number = Double.isInfinite(decimal) ? null : decimal;
        }
        if (number == null) {
            reading.problems().add(scalar.place(), path, "the number is too large; write it in quotes to make it text");
        }
        return number;
    }
}
