package dev.openruntime.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration that was read to be looked at, not to be run. Immutable; starts nothing. */
public final class Inspection {

    private final Loading.Loaded loaded;
    private final Map<String, String> environment;

    private Inspection(Loading.Loaded loaded, Map<String, String> environment) {
        this.loaded = loaded;
        this.environment = environment;
    }

    /**
     * Reads as {@link ConfigurationFile#read} does.
     *
     * @throws InvalidConfigurationException if it is not in order
     */
    public static Inspection of(Optional<Path> own, Map<String, String> environment, BuiltIns builtIns)
            throws InvalidConfigurationException {
        Map<String, String> copy = Map.copyOf(environment);
        return new Inspection(Loading.run(own, copy, builtIns, ConfigurationFile.FRAGMENTS), copy);
    }

    /** What it says. */
    public Configuration configuration() {
        return loaded.configuration();
    }

    /** Programs and files that it names and that aren't there, as far as that can be known before anything runs. */
    public List<Problem> warnings() {
        return new MissingFiles(loaded, environment).find();
    }

    /** What is in order, and what a person may not have thought of. */
    public List<Problem> notes() {
        Node.Mapping root = loaded.document() instanceof Node.Mapping mapping
                ? mapping
                : new Node.Mapping(loaded.document().place(), List.of());
        return FlushRisk.of(loaded.configuration()).stream()
                .map(risk -> risk.note(placeOf(risk, root)))
                .toList();
    }

    private static Place placeOf(FlushRisk risk, Node.Mapping root) {
        Node.Mapping flush = Origins.below(Effective.children(root, risk.list()).get(risk.child()), "flush");
        Node.Entry when = flush == null ? null : flush.entry("when");
        return when == null ? root.place() : when.place();
    }

    /** The merged configuration with all defaults as YAML, each value with its origin; no secrets. */
    public String effectiveYaml() {
        return EffectiveYaml.of(Effective.of(loaded, environment));
    }

    /** The same into an object that was begun: the fields {@code configuration} and {@code origins}. */
    public void writeEffective(JsonGenerator json) throws IOException {
        EffectiveJson.write(Effective.of(loaded, environment), json);
    }

    /** Problems as rows below a head line. */
    public static String table(String head, List<Problem> problems) {
        var text = new StringBuilder(head);
        ProblemTable.append(text, problems);
        return text.toString();
    }
}
