package dev.openruntime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From files to a configuration: find the fragments, read, merge, and read the result strictly. */
final class Loading {

    private static final String OWN_EMPTY = "at least `handler` is needed";
    private static final String FRAGMENT_EMPTY = "write what it shall add, or remove it";

    private final Map<String, String> environment;
    private final List<String> wrapped;
    private final Problems problems = new Problems();

    private Loading(Map<String, String> environment, List<String> wrapped) {
        this.environment = environment;
        this.wrapped = wrapped;
    }

    /**
     * What was read.
     *
     * @param files all that were read: fragments in order, then the own
     * @param document what they say together, variables and all as it is written
     */
    record Loaded(Configuration configuration, List<Path> files, Node document) {}

    static Loaded run(Optional<Path> own, Map<String, String> environment, BuiltIns builtIns, Path layers)
            throws InvalidConfigurationException {
        return run(own, environment, builtIns, layers, List.of());
    }

    static Loaded run(
            Optional<Path> own, Map<String, String> environment, BuiltIns builtIns, Path layers, List<String> wrapped)
            throws InvalidConfigurationException {
        return new Loading(environment, wrapped).load(own, builtIns, layers);
    }

    private Loaded load(Optional<Path> own, BuiltIns builtIns, Path layers) throws InvalidConfigurationException {
        List<Path> fragments = Fragments.find(environment, layers, problems);
        var files = new ArrayList<Path>(fragments);
        own.ifPresent(files::add);
        Node document = fragments.isEmpty() ? alone(own) : merged(fragments, own);
        if (document != null) {
            var values = new Values(environment, problems);
            var reading = new Reading(values, problems, !fragments.isEmpty(), directory(own), builtIns);
            Configuration configuration = new ConfigurationReader(reading, environment, wrapped)
                    .read(document, own.map(Loading::absolute), fragments);
            if (configuration != null && problems.count() == 0) {
                return new Loaded(configuration, files, document);
            }
        }
        throw new InvalidConfigurationException(files, problems.found(), problems.count());
    }

    private @Nullable Node alone(Optional<Path> own) {
        if (own.isPresent()) {
            return new Source(problems).read(own.get(), OWN_EMPTY);
        }
        if (!wrapped.isEmpty()) { // a function with a wrapper and nothing else has deadlines, at least
            return new Node.Mapping(new Place(ConfigurationFile.FRAGMENTS, 0), List.of());
        }
        if (problems.count() == 0) {
            problems.add(new Place(ConfigurationFile.FRAGMENTS, 0), "", "there is neither a file nor a fragment");
        }
        return null;
    }

    /** Null if any file can't be read: what is missing of it would only lead to problems that aren't. */
    private @Nullable Node merged(List<Path> fragments, Optional<Path> own) {
        var merge = new Merge(problems);
        Node.Mapping merged = new Node.Mapping(new Place(own.orElse(fragments.getFirst()), 0), List.of());
        for (Path fragment : fragments) {
            Node.Mapping root = merge.root(new Source(problems).read(fragment, FRAGMENT_EMPTY));
            merged = root == null ? merged : merge.over(merged, root);
        }
        if (own.isPresent()) {
            Node.Mapping root = merge.root(new Source(problems).read(own.get(), OWN_EMPTY));
            merged = root == null ? merged : merge.over(merged, root);
        }
        return problems.count() == 0 ? merged : null;
    }

    private Path directory(Optional<Path> own) {
        String taskRoot = environment.getOrDefault(ConfigurationFile.TASK_ROOT_VARIABLE, "");
        Path root = absolute(Path.of(taskRoot));
        if (own.isEmpty()) {
            return root;
        }
        Path folder = Objects.requireNonNull(absolute(own.get()).getParent(), "a file is in a folder");
        return taskRoot.isEmpty() || folder.startsWith(root) ? folder : root;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
