package dev.openruntime.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Reads {@code env}. */
final class EnvironmentReader {

    /** What the supervisor sets for each child, so that setting it in the file would have no effect. */
    private static final List<String> RESERVED =
            List.of("OPEN_RUNTIME_CHILD", "OPEN_RUNTIME_NAME", "OPEN_RUNTIME_PROTOCOL");

    private final Reading reading;

    EnvironmentReader(Reading reading) {
        this.reading = reading;
    }

    EnvironmentConfig ofHandler(Section handler) {
        Section section = handler.section("env", Keys.HANDLER_ENVIRONMENT);
        return new EnvironmentConfig(
                new EnvironmentConfig.Inherited.Everything(), section == null ? Map.of() : set(section));
    }

    EnvironmentConfig of(Section child) {
        Section section = child.section("env", Keys.ENVIRONMENT);
        if (section == null) {
            return EnvironmentConfig.DEFAULT;
        }
        var names = new LinkedHashSet<>(EnvironmentConfig.INHERITED_NAMES);
        List<Node> inherited = section.list("inherit");
        for (int index = 0; index < inherited.size(); index++) {
            String path = section.pathOf("inherit", index);
            String name = reading.values().text(inherited.get(index), path);
            if (name != null && isVariable(name, inherited.get(index).place(), path)) {
                names.add(name);
            }
        }
        return new EnvironmentConfig(new EnvironmentConfig.Inherited.Only(List.copyOf(names)), set(section));
    }

    private Map<String, String> set(Section environment) {
        Section section = environment.free("set");
        if (section == null) {
            return Map.of();
        }
        var values = new LinkedHashMap<String, String>();
        for (Node.Entry entry : section.entries()) {
            String path = section.pathOf(entry.key());
            if (RESERVED.contains(entry.key())) {
                reading.problems().add(entry.place(), path, "cannot be set: the supervisor sets it for each child");
            }
            String value = reading.values().anyText(entry.value(), path);
            if (isVariable(entry.key(), entry.place(), path) && value != null) {
                values.put(entry.key(), value);
            }
        }
        return values;
    }

    private boolean isVariable(String name, Place place, String path) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            reading.problems().add(place, path, "cannot use " + Shown.quoted(name) + " as the name of a variable");
            return false;
        }
        return true;
    }
}
