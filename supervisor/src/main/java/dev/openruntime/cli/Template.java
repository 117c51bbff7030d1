package dev.openruntime.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A function to begin with: a folder of the distribution that is copied, and the schema that its editor reads. */
final class Template {

    private static final String SCHEMA = "open-runtime.schema.json";

    private final Map<Path, Path> files;

    private Template(Map<Path, Path> files) {
        this.files = files;
    }

    /**
     * The template of a language.
     *
     * @param environment names the distribution by {@code OPEN_RUNTIME_HOME}
     * @throws CommandFailure if there is none of that name; says which there are
     */
    static Template named(String language, Map<String, String> environment) throws CommandFailure, IOException {
        Path home = Session.home(environment);
        Path templates = home.resolve("templates");
        if (!Files.isDirectory(templates)) {
            throw usage("cannot find the templates: there is no " + templates + "; does OPEN_RUNTIME_HOME name a"
                    + " distribution?");
        }
        List<String> languages = names(templates);
        if (!languages.contains(language)) {
            String hint =
                    languages.contains("node") ? "; for node in a folder of that name: open-runtime init node " : "";
            throw usage("there is no template for `" + language + "`; there are: " + String.join(", ", languages)
                    + (hint.isEmpty() ? "" : hint + language));
        }
        Map<Path, Path> files = new TreeMap<>();
        Path root = templates.resolve(language);
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                Path relative = root.relativize(file);
                boolean ignore = relative.endsWith("gitignore"); // packagers leave out files that are called .gitignore
                files.put(ignore ? Path.of(".gitignore") : relative, file);
            }
        }
        files.put(Path.of(SCHEMA), home.resolve("docs").resolve(SCHEMA));
        return new Template(files);
    }

    /**
     * Writes all files, or none if one of them is there already.
     *
     * @return what was written
     */
    List<Path> writeTo(Path folder) throws CommandFailure {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw usage("cannot write into " + folder + ": it is no folder");
        }
        List<String> there = files.keySet().stream()
                .filter(file -> Files.exists(folder.resolve(file)))
                .map(Path::toString)
                .toList();
        if (!there.isEmpty()) {
            throw usage("cannot write into " + folder.toAbsolutePath().normalize() + ": it already has "
                    + String.join(", ", there) + "; name another folder, or move them away");
        }
        List<Path> written = new ArrayList<>();
        try {
            for (Map.Entry<Path, Path> file : files.entrySet()) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.copy(file.getValue(), target);
                written.add(target);
            }
        } catch (IOException e) {
            throw usage("cannot write into " + folder + ": " + e);
        }
        return written;
    }

    private static List<String> names(Path templates) throws IOException {
        try (Stream<Path> folders = Files.list(templates)) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitStatus.USAGE, message);
    }
}
