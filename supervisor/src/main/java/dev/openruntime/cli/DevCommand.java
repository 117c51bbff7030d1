package dev.openruntime.cli;

import dev.openruntime.emulator.Emulator;
import dev.openruntime.emulator.InitReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Stack;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Keeps a function up behind the Invoke API until Ctrl-C. */
@Command(
        name = "dev",
        sortOptions = false,
        abbreviateSynopsis = true,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Keeps a function up; serves Invoke API and function URL.",
        footer = {"", "Ctrl-C stops everything in order; Ctrl-C again ends at once."})
final class DevCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private FunctionOptions function = new FunctionOptions();

    @Option(
            names = "--port",
            order = 1,
            paramLabel = "PORT",
            defaultValue = "9000",
            description = "Where the Invoke API and the function URL are served; 0: any free port."
                    + " Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--url-port",
            order = 2,
            paramLabel = "PORT",
            description = "A port for the function URL alone, where every path is the function's; 0: any free port.")
    private Optional<Integer> urlPort = Optional.empty();

    @Option(
            names = "--retry-waits",
            order = 3,
            paramLabel = "TIMES|none",
            defaultValue = "1s,2s",
            converter = RetryWaitsConverter.class,
            description = "How long a failed event waits before each further try. The platform: 1m,2m."
                    + " Default: ${DEFAULT-VALUE}.")
    private RetryWaitsConverter.Waits retryWaits = new RetryWaitsConverter.Waits(List.of());

    @Option(
            names = "--spindown",
            order = 4,
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "End the environment when it was idle for so long, as a platform does; the next call starts"
                    + " it cold. Default: never.")
    private Optional<Duration> spindown = Optional.empty();

    @Option(
            names = "--command",
            order = 19,
            paramLabel = "COMMAND",
            arity = "1..*",
            parameterConsumer = Rest.class,
            description = "Run this bootstrap instead of our own; everything behind it is the command."
                    + " DIR then needs no configuration.")
    private List<String> command = new ArrayList<>();

    DevCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        LocalFunction local = command.isEmpty()
                ? LocalFunction.configured(function.target, surroundings.environment())
                : LocalFunction.any(function.target);
        if (command.isEmpty()) {
            Map<String, String> environment = new HashMap<>(surroundings.environment());
            environment.putAll(Session.variables(local, function, surroundings.environment()));
            local.check(environment);
        }
        List<String> bootstrap = command.isEmpty() ? Session.bootstrap(surroundings.environment()) : command;
        Screen screen = new Screen(surroundings.err(), surroundings.style());
        DevLog log = new DevLog(screen);
        OptionalInt ownPort = urlPort.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        Serving serving = new Serving(port, ownPort, retryWaits.each(), spindown);
        Session session = Session.open(bootstrap, local, function, surroundings.environment(), serving, log);
        log.follow(session);
        try (StopSwitch _ = StopSwitch.arm(session::close, ExitStatus.DONE, screen);
                session) {
            InitReport init = session.emulator().init();
            log.initialised(init);
            howToCall(screen, session.emulator(), local);
            StopSwitch.awaitTheEnd();
        } catch (CancellationException e) {
            StopSwitch.awaitTheEnd();
        }
        return ExitStatus.DONE;
    }

    private void howToCall(Screen screen, Emulator emulator, LocalFunction local) {
        String address = "127.0.0.1:" + emulator.invokePort();
        String url = "http://" + address + "/2015-03-31/functions/" + function.functionName + "/invocations";
        String event =
                local.sampleEvent().map(file -> "@" + quoted(shortest(file))).orElse("'{}'");
        screen.rows(List.of(
                "",
                "serving on " + address + "; call it by",
                "  curl -d " + event + " " + url,
                "or open its function URL",
                "  http://localhost:" + emulator.urlPort() + "/",
                "Ctrl-C stops",
                ""));
    }

    private static String shortest(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString();
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    /** Takes everything behind an option, whatever it looks like. */
    static final class Rest implements IParameterConsumer {

        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            if (arguments.isEmpty()) {
                throw new ParameterException(command.commandLine(), "--command needs a command behind it");
            }
            List<String> rest = new ArrayList<>(arguments);
            Collections.reverse(rest);
            arguments.clear();
            option.setValue(rest);
        }
    }
}
