package dev.openruntime.cli;

import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands about one child of a running supervisor have in common. Filled in by picocli. */
final class ChildOptions {

    @Parameters(paramLabel = "NAME", arity = "1", description = "The child's name, as `open-runtime status` shows it.")
    private String name = "";

    @Option(
            names = "--within",
            order = 1,
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long the outcome is waited for. Default: ${DEFAULT-VALUE}.")
    private Duration within = Duration.ZERO;

    @Mixin
    final SupervisorChoice choice = new SupervisorChoice();

    @Mixin
    final HelpOption help = new HelpOption();

    /** Does it and returns the exit status. */
    int run(String verb, Surroundings surroundings) throws CommandFailure, IOException, InterruptedException {
        return new ChildAction(surroundings, verb, name, within).run(choice.choose(surroundings.environment()));
    }
}
