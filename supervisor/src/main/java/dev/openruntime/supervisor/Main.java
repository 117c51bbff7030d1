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
        int end = words.indexOf("--");
        List<String> own = end < 0 ? words : words.subList(0, end);
        List<String> wrapped = end < 0 ? List.of() : words.subList(end + 1, words.size());
        if (own.size() == 1) {
            Supervisor.run(System.getenv(), Optional.empty(), wrapped);
        } else if (own.size() == 3 && own.get(1).equals("--config")) {
            Supervisor.run(System.getenv(), Optional.of(Path.of(own.get(2))), wrapped);
        } else {
            System.err.println(
                    "open-runtime: cannot read the arguments of `run`: write `run [--config FILE] [-- COMMAND...]`");
            System.exit(ExitStatus.USAGE.code());
        }
    }
}
