package dev.openruntime.cli;

import dev.openruntime.supervisor.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's name, its version, and the list of commands. */
@Command(
        name = "open-runtime",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.ProgramVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs a function behind sidecars and warm middleware.",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "`open-runtime run` is the supervisor itself: `bootstrap` calls it where a platform",
            "starts the function. Exit status: 0 done, 1 the function or its init failed,",
            "2 usage or configuration error."
        })
final class RootCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    /** What {@code --version} prints. */
    static final class ProgramVersion implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "open-runtime " + Version.CURRENT + " (Java " + System.getProperty("java.version") + ")"
            };
        }
    }
}
