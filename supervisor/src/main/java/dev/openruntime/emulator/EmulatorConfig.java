package dev.openruntime.emulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is emulated: a function, its settings and the bootstrap that runs it. Immutable; made by {@link #builder}.
 *
 * @param command the bootstrap and its arguments; a name without a slash is looked up in the environment's
 *     {@code PATH}, a relative path in the task root
 * @param taskRoot the function's folder: {@code LAMBDA_TASK_ROOT} and the bootstrap's working directory
 * @param functionName as callers name it; {@code function} is always accepted besides
 * @param functionVersion {@code AWS_LAMBDA_FUNCTION_VERSION}
 * @param handler {@code _HANDLER}
 * @param memoryMegabytes the function's memory, 128 to 10,240; told, not enforced
 * @param timeout of one invocation, more than zero, at most 900 s
 * @param retryWaits before each further try of an event that nobody waits for, in order; the platform's are 1 min and 2
 *     min, these defaults 1 s and 2 s; none tries once
 * @param snapStart whether the initialised environment is kept as a snapshot, from which it is restored for the first
 *     event; the runtime is told so, and nothing is frozen
 * @param initLimit of the init phase; the platform's is 10 s, with {@code snapStart} 130 s
 * @param shutdownBudget for the environment's end, where an extension is registered
 * @param spindown after so much time without an invocation the environment is ended; never where absent
 * @param extensions the folder whose files are started as external extensions; none where absent
 * @param region {@code AWS_REGION}
 * @param accountId twelve digits, in the function's ARN
 * @param logFormat of platform lines, and {@code AWS_LAMBDA_LOG_FORMAT}
 * @param logLevel {@code AWS_LAMBDA_LOG_LEVEL}, set where the format is JSON, as the platform does
 * @param inherited the caller's environment, passed on but for names that the platform sets or reserves
 * @param variables the function's own variables; they win over the inherited ones and over the platform's unreserved
 *     defaults
 * @param invokePort the port of the Invoke API and the function URL on 127.0.0.1; 0 lets the system choose
 * @param urlPort a port that the function URL has for itself besides; 0 lets the system choose, none where absent
 */
public record EmulatorConfig(
        List<String> command,
        Path taskRoot,
        String functionName,
        String functionVersion,
        String handler,
        int memoryMegabytes,
        Duration timeout,
        List<Duration> retryWaits,
        boolean snapStart,
        Duration initLimit,
        ShutdownBudget shutdownBudget,
        Optional<Duration> spindown,
        Optional<Path> extensions,
        String region,
        String accountId,
        LogFormat logFormat,
        String logLevel,
        Map<String, String> inherited,
        Map<String, String> variables,
        int invokePort,
        OptionalInt urlPort) {

    private static final int MOST_RETRIES = 2;
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);

    /** Copies the collections and refuses what the platform would refuse. */
    public EmulatorConfig {
        command = List.copyOf(command);
        inherited = Map.copyOf(inherited);
        variables = Map.copyOf(variables);
        extensions = extensions.map(folder -> folder.toAbsolutePath().normalize());
        taskRoot = taskRoot.toAbsolutePath().normalize();
        require(!command.isEmpty() && !command.getFirst().isEmpty(), "a bootstrap command is needed");
        retryWaits = List.copyOf(retryWaits);
        require(!functionName.isEmpty(), "the function needs a name");
        require(
                memoryMegabytes >= 128 && memoryMegabytes <= 10_240,
                "memory must be 128 to 10240 MB, not " + memoryMegabytes);
        require(
                timeout.isPositive() && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                "the function's timeout must be more than 0 and at most 900 s, not " + timeout);
        require(
                retryWaits.size() <= MOST_RETRIES && retryWaits.stream().noneMatch(Duration::isNegative),
                "an event is tried again at most " + MOST_RETRIES + " times, after waits that aren't negative, not "
                        + retryWaits);
        require(initLimit.isPositive(), "the init limit must be more than 0, not " + initLimit);
        require(
                spindown.map(Duration::isPositive).orElse(true),
                "the time until spindown must be more than 0, not " + spindown.orElse(Duration.ZERO));
        requirePort(invokePort);
        urlPort.ifPresent(EmulatorConfig::requirePort);
    }

    private static void requirePort(int port) {
        require(port >= 0 && port <= 65_535, "a port is a number from 0 to 65535, not " + port);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("cannot emulate the function: " + otherwise);
        }
    }

    /**
     * A configuration with the platform's defaults, to be changed and built; it inherits this process's environment.
     */
    public static EmulatorConfigBuilder builder(List<String> command, Path taskRoot) {
        return new EmulatorConfigBuilder(command, taskRoot);
    }

    /** {@code AWS_LAMBDA_INITIALIZATION_TYPE}. */
    String initializationType() {
        return snapStart ? "snap-start" : "on-demand";
    }

    /** The function's ARN without a qualifier. */
    String arn() {
        return arnOf(functionName);
    }

    /** The ARN that a function of this name would have. */
    String arnOf(String name) {
        return "arn:aws:lambda:" + region + ":" + accountId + ":function:" + name;
    }
}
