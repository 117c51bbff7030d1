package dev.openruntime.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a small function that works, to begin with. */
@Command(
        name = "init",
        sortOptions = false,
        abbreviateSynopsis = true,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Writes a small working function: handler, middleware, sidecar.",
        footer = {
            "",
            "Never overwrites: if one of its files is there already, it says which, and writes nothing.",
            "Exit status: 0, or 2 if the files can't be written."
        })
final class InitCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "LANGUAGE",
            defaultValue = "node",
            description = "node, python or sh. Default: ${DEFAULT-VALUE}.")
    private String language = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where to write it; made if it isn't there. Default: the working directory.")
    private Path folder = Path.of("");

    @Mixin
    final HelpOption help = new HelpOption();

    InitCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        List<Path> written =
                Template.named(language, surroundings.environment()).writeTo(folder);
        for (Path file : written) {
            surroundings.err().println("wrote " + file.normalize());
        }
        surroundings.err().println("try it: open-runtime invoke " + folder);
        return ExitStatus.DONE;
    }
}
