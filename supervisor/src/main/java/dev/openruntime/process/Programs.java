package dev.openruntime.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds programs as the JDK does when it starts one: by the supervisor's own {@code PATH}, not by the child's. */
final class Programs {

    /** Where the JDK looks if there is no {@code PATH}. */
    private static final String USUAL_PATH = "/bin:/usr/bin";

    private Programs() {}

    /**
     * The file that is run.
     *
     * @param program as it was written; with a slash it is looked up nowhere
     * @param directory what relative paths count from
     * @return empty if there is no such file that may be executed
     */
    static Optional<Path> find(String program, Path directory) {
        if (program.contains("/")) {
            return Optional.of(directory.resolve(program)).filter(Programs::isRunnable);
        }
        String path = System.getenv().getOrDefault("PATH", USUAL_PATH);
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path file = directory.resolve(folder).resolve(program);
            if (isRunnable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static boolean isRunnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
