package dev.openruntime.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is run, and in which surroundings.
 *
 * @param arguments the program and its arguments, handed over byte for byte; no shell has a look at them. A program
 *     without a slash is looked up in the supervisor's own {@code PATH}, a relative one from the directory
 * @param environment all of it; nothing is inherited
 * @param directory the working directory
 * @param attributes what else it is started with
 */
public record Command(List<String> arguments, Map<String, String> environment, Path directory, Attributes attributes) {

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty() || arguments.getFirst().isBlank()) {
            throw new IllegalArgumentException("cannot run a command without a program");
        }
    }

    /** One that asks for nothing else. */
    public Command(List<String> arguments, Map<String, String> environment, Path directory) {
        this(arguments, environment, directory, Attributes.NONE);
    }

    /** The same with one more variable in its environment. */
    public Command with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(arguments, more, directory, attributes);
    }

    /**
     * The same with the port as a descriptor for records in frames, which its environment names as the platform does.
     */
    public Command with(LogPort port) {
        return new Command(arguments, environment, directory, attributes.with(port));
    }

    /** The program alone. */
    public String program() {
        return arguments.getFirst();
    }
}
