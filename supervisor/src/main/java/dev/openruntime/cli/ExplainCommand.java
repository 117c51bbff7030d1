package dev.openruntime.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.InvalidConfigurationException;
import dev.openruntime.explain.Explanation;
import dev.openruntime.explain.Planner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what the supervisor will do with a configuration, without starting anything. */
@Command(
        name = "explain",
        sortOptions = false,
        abbreviateSynopsis = true,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Shows who starts when, what bounds init, and how a shutdown's time is divided.",
        footer = {"", "Starts nothing. Exit status: 0; 2 if the configuration has problems, which are printed."})
final class ExplainCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final Planner planner;

    @Parameters(
            paramLabel = "DIR|FILE",
            arity = "0..1",
            description = "A folder with an open-runtime.yaml, or that file. Default: here.")
    private Path target = Path.of(".");

    @Option(names = "--json", order = 1, description = "Print one JSON document.")
    private boolean json;

    @Option(
            names = "--env",
            order = 2,
            paramLabel = "NAME=VALUE",
            description = "A variable of the function's environment; may be given more than once.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Mixin
    final HelpOption help = new HelpOption();

    ExplainCommand(Surroundings surroundings, Planner planner) {
        this.surroundings = surroundings;
        this.planner = planner;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        environment.putAll(variables);
        ConfigurationTarget named = ConfigurationTarget.of(target, environment);
        PrintStream out = new PrintStream(surroundings.out(), /* autoFlush= */ false, surroundings.charset());
        int status = ExitStatus.DONE;
        try {
            Configuration configuration = named.read().configuration();
            print(Explanation.of(configuration, planner, named.environment()), out);
        } catch (InvalidConfigurationException e) {
            problems(e, out);
            status = ExitStatus.USAGE;
        }
        out.flush();
        return status;
    }

    private void print(Explanation explanation, PrintStream out) throws IOException {
        if (json) {
            try (JsonGenerator generator = JsonText.writer(out)) {
                ExplanationJson.write(explanation, generator);
            }
            out.println();
            return;
        }
        new ExplanationText(surroundings.outStyle()).rows(explanation).forEach(out::println);
    }

    private void problems(InvalidConfigurationException invalid, PrintStream out) throws IOException {
        if (!json) {
            out.println(invalid.getMessage());
            return;
        }
        try (JsonGenerator generator = JsonText.writer(out)) {
            generator.writeStartObject();
            generator.writeBooleanField("valid", false);
            ValidationJson.problems(generator, "problems", invalid.problems());
            generator.writeEndObject();
        }
        out.println();
    }
}
