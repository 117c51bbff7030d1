package dev.openruntime.cli;

import dev.openruntime.emulator.EmulatorListener;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a function with one event, or several times with the same, and shows what happened. */
@Command(
        name = "invoke",
        sortOptions = false,
        abbreviateSynopsis = true,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Invokes a function once and shows response and timeline.",
        footer = {
            "",
            "The response goes to standard output, everything else to standard error.",
            "Exit status: 0, or 1 if the function answered with an error or its init failed."
        })
final class InvokeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FunctionOptions function = new FunctionOptions();

    @Mixin
    private EventSource event = new EventSource();

    @Option(
            names = "--count",
            order = 2,
            paramLabel = "N",
            defaultValue = "1",
            description = "Invoke so many times, one after the other, and sum up.")
    private int count;

    @Option(names = "--json", order = 3, description = "Print one JSON document with response, timeline and log.")
    private boolean json;

    @Mixin
    private CallOptions call = new CallOptions();

    InvokeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count must be at least 1, not " + count);
        }
        LocalFunction local = LocalFunction.configured(function.target, surroundings.environment());
        byte[] payload = event.read(local, surroundings.in());
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        environment.putAll(Session.variables(local, function, surroundings.environment()));
        local.check(environment);

        Screen screen = new Screen(surroundings.err(), surroundings.style());
        InvokeReport report = json
                ? new JsonInvokeReport(surroundings.out(), count)
                : new TextInvokeReport(screen, surroundings.out(), surroundings.outIsTerminal(), count);
        EmulatorListener log = (origin, line) -> {
            switch (origin) {
                case FUNCTION, EXTENSION -> report.log(line);
                case PLATFORM -> {}
            }
        };
        Session session = Session.open(
                Session.bootstrap(surroundings.environment()),
                local,
                function,
                surroundings.environment(),
                Serving.nobodyElse(),
                log);
        try (StopSwitch _ = StopSwitch.arm(session::close, ExitStatus.INTERRUPTED, screen);
                session) {
            new Invocations(session, call.request(payload), count).run(report);
        } catch (CancellationException e) {
            return ExitStatus.INTERRUPTED;
        }
        return report.conclude();
    }
}
