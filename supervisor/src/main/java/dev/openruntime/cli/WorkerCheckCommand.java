package dev.openruntime.cli;

import dev.openruntime.check.CheckResult;
import dev.openruntime.check.Target;
import dev.openruntime.check.WorkerCheck;
import dev.openruntime.config.ChildEnvironment;
import dev.openruntime.config.EnvironmentConfig;
import dev.openruntime.invocation.Body;
import dev.openruntime.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a worker against the protocol's page. */
@picocli.CommandLine.Command(
        name = "worker-check",
        sortOptions = false,
        abbreviateSynopsis = true,
        customSynopsis = "open-runtime worker-check [OPTIONS] -- COMMAND...",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Checks a worker against docs/worker-protocol.md, statement by statement.",
        footer = {
            "",
            "The worker is started anew for each check, as the supervisor would start it.",
            "Exit status: 0 nothing was found broken, 1 something was, 2 the worker can't be started."
        })
final class WorkerCheckCommand implements Callable<Integer> {

    private static final String HOME = "OPEN_RUNTIME_HOME";

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "1..*",
            description = "The worker's command; $${OPEN_RUNTIME_HOME} in it is replaced as in a configuration.")
    private List<String> command = List.of();

    @Option(
            names = "--root",
            order = 1,
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The function's root, where the worker runs. Default: here.")
    private Path root = Path.of("");

    @Option(
            names = "--handler",
            order = 2,
            paramLabel = "NAME",
            description = "Start it as a handler: with this as _HANDLER and all of the environment.")
    private Optional<String> handler = Optional.empty();

    @Option(
            names = "--event",
            order = 3,
            paramLabel = "FILE",
            description = "The event that its calls are about. Default: event.json of the root, else {}.")
    private Optional<Path> event = Optional.empty();

    @Option(
            names = "--slow-event",
            order = 4,
            paramLabel = "FILE",
            description = "An event that keeps it busy for long, to see whether it hears a cancel.")
    private Optional<Path> slowEvent = Optional.empty();

    @Option(
            names = "--within",
            order = 5,
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long it has for an answer, and for its end. Default: ${DEFAULT-VALUE}.")
    private Duration within = Duration.ZERO;

    @Option(
            names = "--name",
            order = 6,
            paramLabel = "NAME",
            defaultValue = "checked",
            description = "Its OPEN_RUNTIME_NAME. Default: ${DEFAULT-VALUE}.")
    private String name = "";

    @Option(
            names = "--env",
            order = 7,
            paramLabel = "NAME=VALUE",
            description = "A variable of its environment; may be given more than once.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--json", order = 8, description = "Print one JSON document.")
    private boolean json;

    @Mixin
    final HelpOption help = new HelpOption();

    WorkerCheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        Target target = new Target(
                new Command(words(), environment(), folder()),
                event(),
                slowEvent.isPresent() ? Optional.of(read(slowEvent.get())) : Optional.empty(),
                within);
        WorkerCheckReport report =
                json ? new WorkerCheckJson(surroundings.out(), command) : new WorkerCheckText(surroundings, command);
        WorkerCheck check = new WorkerCheck(target);
        Screen screen = new Screen(surroundings.err(), surroundings.style());
        List<CheckResult> results;
        try (StopSwitch _ = StopSwitch.arm(check::close, ExitStatus.INTERRUPTED, screen);
                check) {
            results = check.run(report::checked);
        } catch (IOException e) {
            throw new CommandFailure(ExitStatus.USAGE, String.valueOf(e.getMessage()));
        }
        report.conclude(results);
        boolean broken = results.stream().anyMatch(result -> result.verdict() == CheckResult.Verdict.BROKEN);
        return broken ? ExitStatus.FUNCTION_FAILED : ExitStatus.DONE;
    }

    private List<String> words() {
        String home = surroundings.environment().getOrDefault(HOME, "");
        return command.stream()
                .map(word -> word.replace("${" + HOME + "}", home))
                .toList();
    }

    private Path folder() throws CommandFailure {
        if (!Files.isDirectory(root)) {
            throw new CommandFailure(ExitStatus.USAGE, "cannot find " + root + ": there is no such folder");
        }
        return root.toAbsolutePath().normalize();
    }

    /** What the supervisor gives to middleware, or to a handler, where the configuration adds nothing. */
    private Map<String, String> environment() throws CommandFailure {
        Map<String, String> platform = new HashMap<>(surroundings.environment());
        EnvironmentConfig.Inherited inherited = EnvironmentConfig.DEFAULT.inherited();
        if (handler.isPresent()) {
            platform.put("_HANDLER", handler.get());
            platform.put("LAMBDA_TASK_ROOT", folder().toString());
            inherited = new EnvironmentConfig.Inherited.Everything();
        }
        return new ChildEnvironment(platform, Map.of()).ofWorker(name, new EnvironmentConfig(inherited, variables));
    }

    private Body event() throws CommandFailure {
        Path sample = root.resolve("event.json");
        if (event.isEmpty() && !Files.isRegularFile(sample)) {
            return Body.of("{}");
        }
        return read(event.orElse(sample));
    }

    private static Body read(Path file) throws CommandFailure {
        try {
            return Body.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw EventSource.unreadable(file.toString(), e);
        }
    }
}
