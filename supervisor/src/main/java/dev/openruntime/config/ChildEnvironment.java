package dev.openruntime.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a child finds in its environment: what the configuration grants it, and what the supervisor adds. Immutable. */
public final class ChildEnvironment {

    private static final String HOME = "OPEN_RUNTIME_HOME";

    /** The platform's and bootstrap's private matters with the supervisor. */
    private static final List<String> NEVER_PASSED_ON = List.of(
            "_LAMBDA_TELEMETRY_LOG_FD",
            "OPEN_RUNTIME_TIMELINE",
            "OPEN_RUNTIME_FDS",
            DeadlineConfig.STACK_VARIABLE,
            "OPEN_RUNTIME_JAVA_OPTS",
            "OPEN_RUNTIME_DONE_FD",
            "OPEN_RUNTIME_LAUNCHED");

    private final Map<String, String> platform;
    private final Map<String, String> addresses;

    /**
     * @param platform what the supervisor was started with
     * @param addresses where the built-in sidecars are to be found
     */
    public ChildEnvironment(Map<String, String> platform, Map<String, String> addresses) {
        this.platform = Map.copyOf(platform);
        this.addresses = Map.copyOf(addresses);
    }

    /** Of any child; a new map that belongs to the caller. */
    public Map<String, String> of(EnvironmentConfig granted) {
        Map<String, String> environment = new HashMap<>(addresses);
        environment.putAll(granted.childEnvironment(platform));
        NEVER_PASSED_ON.forEach(environment::remove);
        return environment;
    }

    /**
     * Of a handler that is a runtime itself; a new map that belongs to the caller. It finds all that the platform says
     * to one, but its Runtime API elsewhere, and one event at a time: the wrapper is whoever started the supervisor's
     * matter.
     *
     * @param runtimeApi {@code HOST:PORT}
     */
    public Map<String, String> ofRuntime(EnvironmentConfig granted, String runtimeApi) {
        Map<String, String> environment = of(granted);
        environment.remove("AWS_LAMBDA_EXEC_WRAPPER");
        environment.remove("AWS_LAMBDA_MAX_CONCURRENCY");
        environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        return environment;
    }

    /** Of a child that speaks the worker protocol; a new map that belongs to the caller. */
    public Map<String, String> ofWorker(String name, EnvironmentConfig granted) {
        Map<String, String> environment = of(granted);
        environment.put("OPEN_RUNTIME_PROTOCOL", "1");
        environment.put("OPEN_RUNTIME_NAME", name);
        if (platform.containsKey(HOME)) {
            environment.putIfAbsent(HOME, platform.getOrDefault(HOME, ""));
        }
        return environment;
    }
}
