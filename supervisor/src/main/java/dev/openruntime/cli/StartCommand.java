package dev.openruntime.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts a child that was stopped, failed, or waits for its next spawn. */
@Command(
        name = "start",
        sortOptions = false,
        abbreviateSynopsis = true,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Starts a child that was stopped, failed, or waits for its next spawn.",
        footer = {
            "",
            "Exit status: 0 it is ready, 1 it is not, or it was refused, 2 there is no such child or supervisor."
        })
final class StartCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    final ChildOptions child = new ChildOptions();

    StartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        return child.run("start", surroundings);
    }
}
