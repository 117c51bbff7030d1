package dev.openruntime.admin;

import java.util.Map;

/**
 * Which supervisor this is.
 *
 * @param function the function's name on the platform; may be empty
 * @param folder its task root; may be empty
 */
record Identity(long pid, String version, String function, String folder) {

    static Identity of(String version, Map<String, String> environment) {
        return new Identity(
                ProcessHandle.current().pid(),
                version,
                environment.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", ""),
                environment.getOrDefault("LAMBDA_TASK_ROOT", ""));
    }
}
