package dev.openruntime.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops one child of a running function until it is started again. */
@Command(
        name = "stop",
        sortOptions = false,
        abbreviateSynopsis = true,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Stops one child of a running function until it is started again.",
        footer = {
            "",
            "Exit status: 0 it is stopped, 1 it is not, or it was refused, 2 there is no such child or supervisor."
        })
final class StopCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    final ChildOptions child = new ChildOptions();

    StopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        return child.run("stop", surroundings);
    }
}
