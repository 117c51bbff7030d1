package dev.openruntime.cli;

import dev.openruntime.console.StatusView;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how a running supervisor and its children are. */
@Command(
        name = "status",
        sortOptions = false,
        abbreviateSynopsis = true,
        optionListHeading = "%n",
        description = "Shows how a running function's children are, and why.",
        footer = {"", "Exit status: 0 all is well, 1 something required is down, 2 no supervisor was found, or several."
        })
final class StatusCommand implements Callable<Integer> {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final String HOME = "\u001b[H";
    private static final String CLEAR = "\u001b[2J";
    private static final String CLEAR_ROW = "\u001b[K";
    private static final String CLEAR_REST = "\u001b[J";

    private final Surroundings surroundings;

    @Option(
            names = "--watch",
            order = 1,
            description = "Show it again each second, until Ctrl-C or until the supervisor goes away.")
    private boolean watch;

    @Option(names = "--json", order = 2, description = "Print the JSON document that the endpoint gives.")
    private boolean json;

    @Mixin
    final SupervisorChoice choice = new SupervisorChoice();

    @Mixin
    final HelpOption help = new HelpOption();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        SupervisorChoice.Found found = choice.choose(surroundings.environment());
        PrintStream out = new PrintStream(surroundings.out(), /* autoFlush= */ false, surroundings.charset());
        boolean redraws = watch && !json && surroundings.outIsTerminal();
        out.print(redraws ? HOME + CLEAR : "");
        show(found, out, redraws);
        while (watch && !out.checkError()) {
            Thread.sleep(EVERY);
            try {
                found = SupervisorChoice.ask(found.client());
            } catch (IOException e) {
                surroundings
                        .err()
                        .println("the supervisor with the process id "
                                + found.status().self().pid() + " has gone");
                break;
            }
            out.print(redraws || json ? "" : "\n");
            show(found, out, redraws);
        }
        return found.status().well() ? ExitStatus.DONE : ExitStatus.FUNCTION_FAILED;
    }

    private void show(SupervisorChoice.Found found, PrintStream out, boolean redraws) {
        if (json) {
            out.print(found.json());
        } else {
            List<String> rows = StatusView.render(found.status(), surroundings.outStyle(), ZoneId.systemDefault());
            out.print(redraws ? HOME : "");
            rows.forEach(row -> out.print(row + (redraws ? CLEAR_ROW : "") + "\n"));
            out.print(redraws ? CLEAR_REST : "");
        }
        out.flush();
    }
}
