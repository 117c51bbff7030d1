package dev.openruntime.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Replaces a running child, or starts one that is down. */
@Command(
        name = "restart",
        sortOptions = false,
        abbreviateSynopsis = true,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Replaces a running child, or starts one that is down.",
        footer = {
            "",
            "Exit status: 0 it is ready again, 1 it is not, or it was refused, 2 there is no such child or supervisor."
        })
final class RestartCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    final ChildOptions child = new ChildOptions();

    RestartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        return child.run("restart", surroundings);
    }
}
