package dev.openruntime.emulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The bootstrap, found before it is started, so that what is wrong with it has a name. */
sealed interface Entrypoint {
    /**
     * It can be started.
     *
     * @param command with the program's whole path
     */
    record Found(List<String> command) implements Entrypoint {}

    /** It can't. */
    record Missing(Fault fault) implements Entrypoint {}

    static Entrypoint find(EmulatorConfig config, String searchPath) {
        Path root = config.taskRoot();
        if (!Files.isDirectory(root)) {
            return missing("Runtime.InvalidWorkingDir", "cannot start the bootstrap: " + root + " is no directory");
        }
        String name = config.command().getFirst();
        List<Path> candidates = name.contains("/")
                ? List.of(root.resolve(name))
                : Stream.of(searchPath.split(":", -1))
                        .map(directory -> root.resolve(directory).resolve(name))
                        .toList();
        Optional<Path> program = candidates.stream()
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
        if (program.isEmpty()) {
            boolean exists = candidates.stream().anyMatch(Files::exists);
            return missing(
                    "Runtime.InvalidEntrypoint",
                    "cannot start the bootstrap: " + (name.contains("/") ? candidates.getFirst() : name)
                            + (exists ? " is not executable" : " is not there"));
        }
        List<String> command = new ArrayList<>(config.command());
        command.set(0, program.get().toString());
        return new Found(List.copyOf(command));
    }

    private static Missing missing(String type, String message) {
        return new Missing(new Fault.LaunchFailed(type, message));
    }
}
