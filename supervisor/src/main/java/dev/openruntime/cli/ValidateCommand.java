package dev.openruntime.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.Inspection;
import dev.openruntime.config.InvalidConfigurationException;
import dev.openruntime.config.MiddlewareConfig;
import dev.openruntime.config.Problem;
import dev.openruntime.config.SidecarConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says all that is wrong with a configuration, without starting anything. */
@Command(
        name = "validate",
        sortOptions = false,
        abbreviateSynopsis = true,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Checks a configuration; shows what takes effect, and why.",
        footer = {
            "",
            "Starts nothing. Exit status: 0 if the configuration is valid, warnings or not; 2 if it has problems."
        })
final class ValidateCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "DIR|FILE", arity = "1", description = "A folder with an open-runtime.yaml, or that file.")
    private Path target = Path.of("");

    @Option(
            names = "--effective",
            order = 1,
            description = "Print the merged configuration with all defaults, and the origin of each value.")
    private boolean effective;

    @Option(names = "--json", order = 2, description = "Print one JSON document.")
    private boolean json;

    @Option(
            names = "--handler",
            order = 10,
            paramLabel = "NAME",
            defaultValue = "index.handler",
            description = "The handler whose code is looked for. Default: ${DEFAULT-VALUE}.")
    private String handler = "";

    @Option(
            names = "--env",
            order = 13,
            paramLabel = "NAME=VALUE",
            description = "A variable of the function's environment; may be given more than once.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Mixin
    final HelpOption help = new HelpOption();

    ValidateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        environment.putAll(variables);
        environment.put("_HANDLER", handler);
        ConfigurationTarget named = ConfigurationTarget.of(target, environment);
        PrintStream out = new PrintStream(surroundings.out(), /* autoFlush= */ false, surroundings.charset());
        int status;
        try {
            print(named.read(), named.file(), out);
            status = ExitStatus.DONE;
        } catch (InvalidConfigurationException e) {
            if (json) {
                writeJson(out, e);
            } else {
                out.println(e.getMessage());
            }
            status = ExitStatus.USAGE;
        }
        out.flush();
        return status;
    }

    private void print(Inspection inspection, Optional<Path> file, PrintStream out) throws IOException {
        if (json) {
            writeJson(out, inspection);
            return;
        }
        List<Problem> remarks = new ArrayList<>(inspection.warnings());
        String counts = count(remarks.size(), "warning");
        List<Problem> notes = inspection.notes();
        notes.forEach(note -> remarks.add(new Problem(note.place(), note.path(), "note: " + note.message())));
        counts += count(notes.size(), "note");
        if (effective) {
            out.print(inspection.effectiveYaml());
            if (!remarks.isEmpty()) {
                surroundings.err().println(Inspection.table(counts.substring(2), remarks));
            }
            return;
        }
        String subject = file.map(Path::toString).orElse(target + " (fragments only)");
        String head = subject + ": valid" + counts + "; " + contents(inspection.configuration());
        out.println(Inspection.table(head, remarks));
    }

    private static String count(int count, String noun) {
        return count == 0 ? "" : ", " + counted(count, noun);
    }

    /** What it holds, in one line. */
    private static String contents(Configuration configuration) {
        List<String> stages =
                configuration.middleware().stream().map(MiddlewareConfig::name).toList();
        List<String> sidecars =
                configuration.sidecars().stream().map(SidecarConfig::name).toList();
        int fragments = configuration.fragments().size();
        String why = configuration.handler().why();
        String protocol = configuration.handler().protocol().word();
        return "handler" + (why.isEmpty() ? "" : " (" + protocol + ": " + why + ")") + ", " + stages.size()
                + " middleware" + names(stages) + ", "
                + counted(sidecars.size(), "sidecar") + names(sidecars)
                + (fragments == 0 ? "" : ", " + counted(fragments, "fragment"));
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private void writeJson(PrintStream out, Inspection inspection) throws IOException {
        try (JsonGenerator generator = JsonText.writer(out)) {
            generator.writeStartObject();
            generator.writeBooleanField("valid", true);
            ValidationJson.contents(generator, inspection.configuration());
            ValidationJson.problems(generator, "problems", List.of());
            ValidationJson.problems(generator, "warnings", inspection.warnings());
            ValidationJson.problems(generator, "notes", inspection.notes());
            if (effective) {
                inspection.writeEffective(generator);
            }
            generator.writeEndObject();
        }
        out.println();
    }

    private static void writeJson(PrintStream out, InvalidConfigurationException invalid) throws IOException {
        try (JsonGenerator generator = JsonText.writer(out)) {
            generator.writeStartObject();
            generator.writeBooleanField("valid", false);
            ValidationJson.problems(generator, "problems", invalid.problems());
            ValidationJson.problems(generator, "warnings", List.of());
            ValidationJson.problems(generator, "notes", List.of());
            generator.writeEndObject();
        }
        out.println();
    }
}
