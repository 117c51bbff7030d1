package dev.openruntime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Reads what handler, middleware and sidecars have in common: command, environment, restart and stop. */
final class ProcessReader {

    /** What the supervisor sets for each child, so that setting it in the file would have no effect. */
    private static final List<String> RESERVED =
            List.of("OPEN_RUNTIME_CHILD", "OPEN_RUNTIME_NAME", "OPEN_RUNTIME_PROTOCOL");

    private static final int MOST_FACTOR = 100;

    private final Reading reading;

    ProcessReader(Reading reading) {
        this.reading = reading;
    }

    /** The words of {@code command}; empty, with a problem, if they can't be used. */
    List<String> command(Section section) {
        Node node = section.required("command");
        if (node == null) {
            return List.of();
        }
        String path = section.pathOf("command");
        if (!(node instanceof Node.Sequence sequence)) {
            reading.problems().expected("a list of words such as [node, index.mjs]", node, path);
            return List.of();
        }
        var words = new ArrayList<String>();
        for (Node item : sequence.items()) {
            String word = reading.values().anyText(item, section.pathOf("command", words.size()));
            words.add(word == null ? "?" : word);
        }
        if (words.isEmpty()) {
            reading.problems().add(node.place(), path, "a command needs at least one word, the program");
        } else if (words.getFirst().isBlank()) {
            reading.problems()
                    .add(
                            sequence.items().getFirst().place(),
                            section.pathOf("command", 0),
                            "the program cannot be blank");
        } else {
            words.set(0, program(words.getFirst()));
        }
        return words;
    }

    /** A relative path counts from the directory of all children; a bare name is left to the search path. */
    private String program(String word) {
        return word.indexOf('/') < 0 || word.charAt(0) == '/'
                ? word
                : reading.directory().resolve(word).normalize().toString();
    }

    EnvironmentConfig handlerEnvironment(Section handler) {
        Section section = handler.section("env", Keys.HANDLER_ENVIRONMENT);
        return new EnvironmentConfig(
                new EnvironmentConfig.Inherited.Everything(), section == null ? Map.of() : set(section));
    }

    EnvironmentConfig environment(Section child) {
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

    RestartConfig restart(Section child) {
        Section section = child.section("restart", Keys.RESTART);
        if (section == null) {
            return RestartConfig.DEFAULT;
        }
        RestartConfig usual = RestartConfig.DEFAULT;
        return new RestartConfig(
                section.word("policy", usual.policy(), RestartPolicy.values(), List.of()),
                backoff(section),
                section.duration("resetAfter", usual.resetAfter()));
    }

    private BackoffConfig backoff(Section restart) {
        Section section = restart.section("backoff", Keys.BACKOFF);
        if (section == null) {
            return BackoffConfig.DEFAULT;
        }
        BackoffConfig usual = BackoffConfig.DEFAULT;
        Duration initial = section.duration("initial", usual.initial());
        double factor = section.number("factor", usual.factor(), 1, MOST_FACTOR);
        Duration max = section.duration("max", usual.max());
        if (max.compareTo(initial) < 0) {
            reading.problems()
                    .add(
                            section.placeOf(section.has("max") ? "max" : "initial"),
                            section.pathOf("max"),
                            "must be at least `initial`, which is " + DurationText.write(initial) + "; it is "
                                    + DurationText.write(max));
        }
        return new BackoffConfig(initial, factor, max);
    }

    StopConfig stop(Section child) {
        Section section = child.section("stop", Keys.STOP);
        if (section == null) {
            return StopConfig.DEFAULT;
        }
        StopConfig usual = StopConfig.DEFAULT;
        return new StopConfig(
                section.word("signal", usual.signal(), StopSignal.values(), List.of()),
                section.durationOrZero("within", usual.within()));
    }
}
