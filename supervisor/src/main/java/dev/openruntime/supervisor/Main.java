package dev.openruntime.supervisor;

import dev.openruntime.cli.Cli;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The program. {@code run} is what {@code bootstrap} calls and goes straight to the supervisor; every other command is
 * a person's, and only then is the command line's library loaded.
 */
public final class Main {

    private Main() {}

    /** Ends the process with the status of whatever ran. */
    public static void main(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        if (words.isEmpty() || !words.get(0).equals("run")) {
            System.exit(Cli.run(arguments, new Plans()));
        }
        if (words.size() == 1) {
            Supervisor.run(System.getenv(), Optional.empty());
        } else if (words.size() == 3 && words.get(1).equals("--config")) {
            Supervisor.run(System.getenv(), Optional.of(Path.of(words.get(2))));
        } else {
            System.err.println("open-runtime: cannot read the arguments of `run`: write `run [--config FILE]`");
            System.exit(ExitStatus.USAGE.code());
        }
    }
}
