package dev.openruntime.cli;

import dev.openruntime.config.Suggestion;
import dev.openruntime.explain.Planner;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of the program. */
public final class Cli {

    private static final int WIDEST_HELP = 110;
    private static final int NARROWEST_HELP = 60;

    private final Surroundings surroundings;
    private final Planner planner;

    Cli(Surroundings surroundings, Planner planner) {
        this.surroundings = surroundings;
        this.planner = planner;
    }

    /**
     * Runs one command on the calling thread. From here on {@code System.out} leads to standard error, so that no log
     * line can get into the answer.
     *
     * @param planner what the supervisor would do, for those who ask
     * @return the exit status: 0 done, 1 the function or its init failed, 2 usage or configuration error, 4 a fault of
     *     ours
     */
    public static int run(String[] arguments, Planner planner) {
        Surroundings surroundings = Surroundings.ofThisProcess();
        System.setOut(System.err);
        return new Cli(surroundings, planner).execute(arguments);
    }

    int execute(String... arguments) {
        CommandLine line = new CommandLine(new RootCommand(), CommandLine.defaultFactory());
        line.addSubcommand(new InvokeCommand(surroundings));
        line.addSubcommand(new DevCommand(surroundings));
        line.addSubcommand(new BenchCommand(surroundings));
        line.addSubcommand(new ValidateCommand(surroundings));
        line.addSubcommand(new ExplainCommand(surroundings, planner));
        line.addSubcommand(new InitCommand(surroundings));
        line.addSubcommand(new WorkerCheckCommand(surroundings));
        line.addSubcommand(new StatusCommand(surroundings));
        line.addSubcommand(new RestartCommand(surroundings));
        line.addSubcommand(new StopCommand(surroundings));
        line.addSubcommand(new StartCommand(surroundings));
        line.setOut(new PrintWriter(surroundings.out(), /* autoFlush= */ true, surroundings.charset()));
        line.setColorScheme(Help.defaultColorScheme(surroundings.outIsTerminal() ? Help.Ansi.AUTO : Help.Ansi.OFF));
        line.setUsageHelpWidth(Math.clamp(surroundings.style().width(), NARROWEST_HELP, WIDEST_HELP));
        line.setParameterExceptionHandler((problem, _) -> misused(problem));
        line.setExecutionExceptionHandler((problem, _, _) -> failed(problem));
        return line.execute(arguments);
    }

    private int misused(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String message = problem instanceof UnmatchedArgumentException unmatched
                ? notUnderstood(unmatched.getUnmatched().getFirst(), command)
                : decapitalised(String.valueOf(problem.getMessage()));
        surroundings.err().println("open-runtime: " + message);
        surroundings.err().println("`" + command.getCommandSpec().qualifiedName() + " --help` says more");
        return ExitStatus.USAGE;
    }

    private static String notUnderstood(String word, CommandLine command) {
        Set<String> options = command.getCommandSpec().optionsMap().keySet();
        Set<String> commands = command.getSubcommands().keySet();
        boolean option = word.startsWith("-");
        String name = option && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        String kind = option ? "option" : commands.isEmpty() ? "argument" : "command";
        return "cannot understand `" + name + "`: there is no such " + kind
                + Suggestion.didYouMean(name, option ? options : commands).orElse("");
    }

    private int failed(Exception problem) {
        if (problem instanceof CommandFailure failure) {
            surroundings.err().println("open-runtime: " + failure.getMessage());
            return failure.status();
        }
        surroundings.err().println("open-runtime: internal error: " + problem);
        problem.printStackTrace(surroundings.err());
        return ExitStatus.INTERNAL;
    }

    private static String decapitalised(String message) {
        return message.isEmpty() ? message : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
