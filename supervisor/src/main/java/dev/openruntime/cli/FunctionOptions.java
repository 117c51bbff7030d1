package dev.openruntime.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The function and its settings, as {@code invoke} and {@code dev} take them. Filled in by picocli. */
final class FunctionOptions {

    @Parameters(paramLabel = "DIR|FILE", arity = "1", description = "A folder with an open-runtime.yaml, or that file.")
    Path target = Path.of("");

    @Option(
            names = "--handler",
            order = 10,
            paramLabel = "NAME",
            defaultValue = "index.handler",
            description = "What the handler runs; becomes _HANDLER. Default: ${DEFAULT-VALUE}.")
    String handler = "";

    @Option(
            names = "--timeout",
            order = 11,
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = DurationConverter.class,
            description = "The function's timeout, such as 500ms or 3s. Default: ${DEFAULT-VALUE}.")
    Duration timeout = Duration.ZERO;

    @Option(
            names = "--memory",
            order = 12,
            paramLabel = "MB",
            defaultValue = "512",
            description = "The function's memory; told, not enforced. Default: ${DEFAULT-VALUE}.")
    int memory;

    @Option(
            names = "--env",
            order = 13,
            paramLabel = "NAME=VALUE",
            description = "A variable of the function's environment; may be given more than once.")
    Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--function-name",
            order = 14,
            paramLabel = "NAME",
            defaultValue = "function",
            description = "The function's name. Default: ${DEFAULT-VALUE}.")
    String functionName = "";

    @Option(
            names = "--extensions",
            order = 15,
            paramLabel = "DIR",
            description = "Start this folder's files as extensions. Default: DIR/extensions.")
    Optional<Path> extensions = Optional.empty();

    @Option(
            names = "--snap-start",
            order = 16,
            description = "Play SnapStart: the initialised function waits to be restored for its first event.")
    boolean snapStart;

    @Mixin
    final HelpOption help = new HelpOption();
}
