package dev.openruntime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is taken for the handler where the configuration doesn't say: the command that the supervisor was put in front
 * of, else the {@code bootstrap} of the task root. Both speak the Runtime API, or the platform couldn't run them.
 *
 * @param why in words that fit behind the protocol
 */
record HandlerChoice(List<String> command, String why) {

    static final String THERE_IS_NONE =
            "there is no handler: name its command here, or put an executable `bootstrap` into the task root";

    private static final String BOOTSTRAP = "bootstrap";

    static Optional<HandlerChoice> of(List<String> wrapped, Path directory, Map<String, String> environment) {
        if (!wrapped.isEmpty()) {
            return Optional.of(new HandlerChoice(wrapped, "the command that was wrapped"));
        }
        Path taskRoot = Path.of(environment.getOrDefault(ConfigurationFile.TASK_ROOT_VARIABLE, directory.toString()));
        Path bootstrap = taskRoot.resolve(BOOTSTRAP).toAbsolutePath().normalize();
        return Files.isExecutable(bootstrap) && Files.isRegularFile(bootstrap) && !isOurs(bootstrap, environment)
                ? Optional.of(new HandlerChoice(List.of(bootstrap.toString()), "the `bootstrap` of the task root"))
                : Optional.empty();
    }

    /** How a command is spoken to that the configuration says nothing else of. */
    static HandlerProtocol protocolOf(List<String> command) {
        String program = command.isEmpty() ? "" : command.getFirst();
        return program.substring(program.lastIndexOf('/') + 1).equals(BOOTSTRAP)
                ? HandlerProtocol.RUNTIME_API
                : HandlerProtocol.WORKER;
    }

    /** A copy of this supervisor's own script, or a link to it, is nobody's handler. */
    private static boolean isOurs(Path bootstrap, Map<String, String> environment) {
        String home = environment.getOrDefault("OPEN_RUNTIME_HOME", "");
        Path own = Path.of(home).resolve(BOOTSTRAP);
        try {
            return !home.isEmpty() && Files.isReadable(own) && Files.mismatch(own, bootstrap) < 0;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
