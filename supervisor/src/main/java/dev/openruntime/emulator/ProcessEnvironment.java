package dev.openruntime.emulator;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The environment variables of a bootstrap. In order, later wins: what the caller's environment holds, the platform's
 * unreserved defaults, the function's own variables, what the platform reserves. Names that begin with an underscore
 * are dropped from the first and the third, as the platform drops them.
 */
final class ProcessEnvironment {
    private static final DateTimeFormatter STREAM_DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd");

    /** Reserved names that this platform doesn't set: a caller that runs in a function itself has them. */
    private static final Set<String> NEVER_INHERITED = Set.of(
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_LOG_LEVEL",
            "AWS_LAMBDA_MAX_CONCURRENCY",
            "AWS_LAMBDA_METADATA_API",
            "AWS_LAMBDA_METADATA_TOKEN");

    /** What the platform gives to runtimes alone; names that begin with an underscore are among it. */
    private static final Set<String> NOT_FOR_EXTENSIONS = Set.of(
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_XRAY_CONTEXT_MISSING",
            "AWS_XRAY_DAEMON_ADDRESS",
            "LAMBDA_RUNTIME_DIR",
            "LAMBDA_TASK_ROOT");

    /** Many environments are restored from one snapshot, each with a log stream of its own. */
    private static final Set<String> UNKNOWN_TO_SNAPSHOTS =
            Set.of("AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME");

    private ProcessEnvironment() {}

    /**
     * The variables of an external extension.
     *
     * @param runtimeApi {@code host:port}
     */
    static Map<String, String> ofExtension(EmulatorConfig config, String runtimeApi) {
        Map<String, String> all = of(config, runtimeApi);
        all.keySet().removeIf(name -> name.startsWith("_") || NOT_FOR_EXTENSIONS.contains(name));
        return all;
    }

    /**
     * The variables of one life of the bootstrap, each with a log stream of its own.
     *
     * @param runtimeApi {@code host:port}
     */
    static Map<String, String> of(EmulatorConfig config, String runtimeApi) {
        Map<String, String> all = new HashMap<>();
        addCustomer(all, config.inherited());
        all.putIfAbsent("PATH", "/usr/local/bin:/usr/bin/:/bin:/opt/bin");
        all.put("LANG", "en_US.UTF-8");
        all.put("TZ", ":UTC");
        all.put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
        addCustomer(all, config.variables());
        all.putAll(reserved(config, runtimeApi));
        if (config.snapStart()) {
            UNKNOWN_TO_SNAPSHOTS.forEach(all::remove);
        }
        if (config.logFormat() == LogFormat.JSON) {
            all.put("AWS_LAMBDA_LOG_LEVEL", config.logLevel());
        }
        return all;
    }

    private static void addCustomer(Map<String, String> all, Map<String, String> customer) {
        customer.forEach((name, value) -> {
            if (!name.startsWith("_") && !NEVER_INHERITED.contains(name)) {
                all.put(name, value);
            }
        });
    }

    private static Map<String, String> reserved(EmulatorConfig config, String runtimeApi) {
        String stream = STREAM_DAY.format(LocalDate.now(ZoneOffset.UTC)) + "/[" + config.functionVersion() + "]"
                + UUID.randomUUID().toString().replace("-", "");
        return Map.ofEntries(
                Map.entry("_HANDLER", config.handler()),
                Map.entry("AWS_DEFAULT_REGION", config.region()),
                Map.entry("AWS_REGION", config.region()),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(config.memoryMegabytes())),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", config.functionName()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", config.functionVersion()),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", config.initializationType()),
                Map.entry("AWS_LAMBDA_LOG_FORMAT", config.logFormat().variable()),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + config.functionName()),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", stream),
                Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
                Map.entry("LAMBDA_RUNTIME_DIR", "/var/runtime"),
                Map.entry("LAMBDA_TASK_ROOT", config.taskRoot().toString()));
    }
}
