package dev.openruntime.supervisor;

import dev.openruntime.cli.Cli;
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
        Optional<RunOptions> options = RunOptions.of(words.subList(1, words.size()), System.getenv());
        if (options.isEmpty()) {
            System.err.println("open-runtime: cannot read the arguments of `run`: write `" + RunOptions.USAGE + "`");
            System.exit(ExitStatus.USAGE.code());
        }
        Supervisor.run(System.getenv(), options.get());
    }
}
