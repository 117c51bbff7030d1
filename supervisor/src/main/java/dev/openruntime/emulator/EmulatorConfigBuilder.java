package dev.openruntime.emulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Gathers an {@link EmulatorConfig}; each setter is named like the component it sets. For one thread. */
public final class EmulatorConfigBuilder {
    private static final Duration INIT = Duration.ofSeconds(10);
    private static final Duration INIT_FOR_A_SNAPSHOT = Duration.ofSeconds(130);

    private final List<String> command;
    private final Path taskRoot;
    private String functionName = "function";
    private String functionVersion = "$LATEST";
    private String handler = "index.handler";
    private int memoryMegabytes = 128;
    private Duration timeout = Duration.ofSeconds(3);
    private List<Duration> retryWaits = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));
    private boolean snapStart;
    private Optional<Duration> initLimit = Optional.empty();
    private ShutdownBudget shutdownBudget = ShutdownBudget.PLATFORM;
    private Optional<Duration> spindown = Optional.empty();
    private Optional<Path> extensions = Optional.empty();
    private String region = "us-east-1";
    private String accountId = "012345678912";
    private LogFormat logFormat = LogFormat.TEXT;
    private String logLevel = "INFO";
    private Map<String, String> inherited = System.getenv();
    private Map<String, String> variables = Map.of();
    private int invokePort;
    private OptionalInt urlPort = OptionalInt.empty();

    EmulatorConfigBuilder(List<String> command, Path taskRoot) {
        this.command = command;
        this.taskRoot = taskRoot;
    }

    /** See {@link EmulatorConfig#functionName}. */
    public EmulatorConfigBuilder functionName(String value) {
        functionName = value;
        return this;
    }

    /** See {@link EmulatorConfig#functionVersion}. */
    public EmulatorConfigBuilder functionVersion(String value) {
        functionVersion = value;
        return this;
    }

    /** See {@link EmulatorConfig#handler}. */
    public EmulatorConfigBuilder handler(String value) {
        handler = value;
        return this;
    }

    /** See {@link EmulatorConfig#memoryMegabytes}. */
    public EmulatorConfigBuilder memoryMegabytes(int value) {
        memoryMegabytes = value;
        return this;
    }

    /** See {@link EmulatorConfig#timeout}. */
    public EmulatorConfigBuilder timeout(Duration value) {
        timeout = value;
        return this;
    }

    /** See {@link EmulatorConfig#retryWaits}. */
    public EmulatorConfigBuilder retryWaits(List<Duration> value) {
        retryWaits = value;
        return this;
    }

    /** See {@link EmulatorConfig#snapStart}. */
    public EmulatorConfigBuilder snapStart(boolean value) {
        snapStart = value;
        return this;
    }

    /** See {@link EmulatorConfig#initLimit}. */
    public EmulatorConfigBuilder initLimit(Duration value) {
        initLimit = Optional.of(value);
        return this;
    }

    /** See {@link EmulatorConfig#shutdownBudget}. */
    public EmulatorConfigBuilder shutdownBudget(ShutdownBudget value) {
        shutdownBudget = value;
        return this;
    }

    /** See {@link EmulatorConfig#spindown}. */
    public EmulatorConfigBuilder spindown(Optional<Duration> value) {
        spindown = value;
        return this;
    }

    /** See {@link EmulatorConfig#extensions}. */
    public EmulatorConfigBuilder extensions(Path value) {
        extensions = Optional.of(value);
        return this;
    }

    /** See {@link EmulatorConfig#region}. */
    public EmulatorConfigBuilder region(String value) {
        region = value;
        return this;
    }

    /** See {@link EmulatorConfig#accountId}. */
    public EmulatorConfigBuilder accountId(String value) {
        accountId = value;
        return this;
    }

    /** See {@link EmulatorConfig#logFormat}. */
    public EmulatorConfigBuilder logFormat(LogFormat value) {
        logFormat = value;
        return this;
    }

    /** See {@link EmulatorConfig#logLevel}. */
    public EmulatorConfigBuilder logLevel(String value) {
        logLevel = value;
        return this;
    }

    /** See {@link EmulatorConfig#inherited}. */
    public EmulatorConfigBuilder inherited(Map<String, String> value) {
        inherited = value;
        return this;
    }

    /** See {@link EmulatorConfig#variables}. */
    public EmulatorConfigBuilder variables(Map<String, String> value) {
        variables = value;
        return this;
    }

    /** See {@link EmulatorConfig#invokePort}. */
    public EmulatorConfigBuilder invokePort(int value) {
        invokePort = value;
        return this;
    }

    /** See {@link EmulatorConfig#urlPort}. */
    public EmulatorConfigBuilder urlPort(OptionalInt value) {
        urlPort = value;
        return this;
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException if a value is one that the platform would refuse
     */
    public EmulatorConfig build() {
        return new EmulatorConfig(
                command,
                taskRoot,
                functionName,
                functionVersion,
                handler,
                memoryMegabytes,
                timeout,
                retryWaits,
                snapStart,
                initLimit.orElse(snapStart ? INIT_FOR_A_SNAPSHOT : INIT),
                shutdownBudget,
                spindown,
                extensions,
                region,
                accountId,
                logFormat,
                logLevel,
                inherited,
                variables,
                invokePort,
                urlPort);
    }
}
