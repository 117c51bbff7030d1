package dev.openruntime.config;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for the programs of commands, and for the code that the worker kits will load. */
final class MissingFiles {

    private static final List<String> NODE_EXTENSIONS = List.of("", ".js", ".mjs", ".cjs");

    private final Configuration configuration;
    private final Node.Mapping root;
    private final Map<String, String> environment;
    private final List<Problem> found = new ArrayList<>();

    MissingFiles(Loading.Loaded loaded, Map<String, String> environment) {
        this.configuration = loaded.configuration();
        this.root = loaded.document() instanceof Node.Mapping mapping
                ? mapping
                : new Node.Mapping(loaded.document().place(), List.of());
        this.environment = environment;
    }

    List<Problem> find() {
        HandlerConfig handler = configuration.handler();
        command(Origins.below(root, "handler"), "handler", handler.command(), handler.child());
        Map<String, Node.Mapping> stages = Effective.children(root, "middleware");
        for (MiddlewareConfig stage : configuration.middleware()) {
            command(stages.get(stage.name()), "middleware[" + stage.name() + "]", stage.command(), stage.child());
        }
        Map<String, Node.Mapping> helpers = Effective.children(root, "sidecars");
        for (SidecarConfig sidecar : configuration.sidecars()) {
            Node.Mapping written = helpers.get(sidecar.name());
            String path = "sidecars[" + sidecar.name() + "]";
            if (sidecar.kind() instanceof SidecarKind.Command command) {
                command(written, path, command.words(), sidecar.child());
            } else {
                child(written, path, sidecar.child());
            }
            sidecar.startup().ifPresent(probe -> probe(written, path, "startup", probe.target()));
            sidecar.readiness().ifPresent(probe -> probe(written, path, "readiness", probe.target()));
        }
        return List.copyOf(found);
    }

    private void command(Node.@Nullable Mapping written, String path, List<String> words, ChildConfig child) {
        String missing = program(words.getFirst());
        if (missing == null) {
            missing = kit(words, child.process().directory());
        }
        if (missing != null) {
            found.add(new Problem(place(written, "command"), path + ".command", missing));
        }
        child(written, path, child);
    }

    /** What any child may miss. */
    private void child(Node.@Nullable Mapping written, String path, ChildConfig child) {
        child.liveness().ifPresent(probe -> probe(written, path, "liveness", probe.target()));
        Path directory = child.process().directory();
        if (!Files.isDirectory(directory)) {
            String missing = "cannot find the directory: there is no folder " + Shown.printable(directory.toString());
            found.add(new Problem(place(written, "directory"), path + ".directory", missing));
        }
    }

    private void probe(Node.@Nullable Mapping written, String path, String key, ProbeTarget target) {
        String missing =
                target instanceof ProbeTarget.Exec exec ? program(exec.words().getFirst()) : null;
        if (missing != null) {
            Place place = place(Origins.below(written, key), "exec");
            found.add(new Problem(place, path + "." + key + ".exec", missing));
        }
    }

    private Place place(Node.@Nullable Mapping written, String key) {
        Node.Entry entry = written == null ? null : written.entry(key);
        return entry == null ? root.place() : entry.place();
    }

    /** Why the program can't be started, null if it can. */
    private @Nullable String program(String program) {
        if (program.indexOf('/') < 0) {
            return isOnPath(program)
                    ? null
                    : "cannot find the program `" + Shown.plain(program)
                            + "`: no folder of PATH has it; install it, or write its path";
        }
        Path file = Path.of(program);
        if (!Files.exists(file)) {
            return "cannot find the program: there is no " + Shown.printable(program);
        }
        return Files.isRegularFile(file) && Files.isExecutable(file)
                ? null
                : "cannot start " + Shown.printable(program)
                        + ": it is not an executable file; `chmod +x` makes it one";
    }

    private boolean isOnPath(String program) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path file = Path.of(folder).resolve(program);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return true;
            }
        }
        return false;
    }

    /** What a worker of our kits will miss, null if it isn't one or misses nothing. */
    private @Nullable String kit(List<String> words, Path directory) {
        Path program = Path.of(words.getFirst());
        boolean node = program.endsWith("workers/node/handler") || program.endsWith("workers/node/middleware");
        boolean python = program.endsWith("workers/python/handler") || program.endsWith("workers/python/middleware");
        if (!node && !python) {
            return null;
        }
        String interpreter = node
                ? environment.getOrDefault("OPEN_RUNTIME_NODE", "node")
                : environment.getOrDefault("OPEN_RUNTIME_PYTHON", "python3");
        if (interpreter.indexOf('/') < 0 && !isOnPath(interpreter)) {
            return "the worker kit needs `" + Shown.plain(interpreter) + "`, and no folder of PATH has it; install "
                    + (node
                            ? "Node 20 or newer, or set OPEN_RUNTIME_NODE"
                            : "Python 3.9 or newer, or set OPEN_RUNTIME_PYTHON")
                    + " to its path";
        }
        if (program.endsWith("handler")) {
            return node ? nodeHandler() : pythonHandler();
        }
        return words.size() > 1 && !Files.isRegularFile(directory.resolve(words.get(1)))
                ? "cannot find the middleware's code: there is no "
                        + directory.resolve(words.get(1)).normalize()
                : null;
    }

    private @Nullable String nodeHandler() {
        String name = environment.getOrDefault("_HANDLER", "");
        int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
        String module = dot < 0 ? name : name.substring(0, dot);
        for (String extension : NODE_EXTENSIONS) {
            if (Files.isRegularFile(code().resolve(module + extension))) {
                return null;
            }
        }
        boolean installed = Files.isDirectory(code().resolve("node_modules").resolve(module));
        return module.isEmpty() || installed ? null : noHandler(name, module + "{.js,.mjs,.cjs}");
    }

    private @Nullable String pythonHandler() {
        String name = environment.getOrDefault("_HANDLER", "");
        int dot = name.lastIndexOf('.');
        String module = (dot < 0 ? name : name.substring(0, dot)).replace('.', '/');
        boolean there =
                Files.isRegularFile(code().resolve(module + ".py")) || Files.isDirectory(code().resolve(module));
        return module.isEmpty() || there ? null : noHandler(name, module + ".py");
    }

    private String noHandler(String name, String file) {
        return "cannot find the code of the handler `" + Shown.plain(name) + "`: there is no "
                + Shown.printable(code().resolve(file).toString()) + "; name another with --handler";
    }

    private Path code() {
        String taskRoot = environment.getOrDefault(ConfigurationFile.TASK_ROOT_VARIABLE, "");
        return taskRoot.isEmpty() ? configuration.directory() : Path.of(taskRoot);
    }
}
