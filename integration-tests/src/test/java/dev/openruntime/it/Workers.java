package dev.openruntime.it;

/** Lines of configurations, for the workers in the tests' resources. */
final class Workers {

    /** A handler that gives back each event, byte for byte. */
    static final String BARE_HANDLER = """
            handler:
              command: [python3, "${IT_WORKERS}/bare.py", handler, echo]
            """;

    /** The Node kit with {@code index.mjs} in the task root. */
    static final String NODE_HANDLER = """
            handler:
              command: ["${OPEN_RUNTIME_HOME}/workers/node/handler"]
            """;

    /** The Python kit with {@code index.py} in the task root. */
    static final String PYTHON_HANDLER = """
            handler:
              command: ["${OPEN_RUNTIME_HOME}/workers/python/handler"]
            """;

    /** A setting of any child: back almost at once, however often it dies. */
    static final String BACK_SOON = "restart: { backoff: { initial: 10ms, max: 20ms } }";

    private Workers() {}

    /** A setting of the handler: the same. */
    static String backSoon(String handler) {
        return handler + "  " + BACK_SOON + "\n";
    }

    /** A stage by the Node kit with {@code stage.mjs}; the settings are further lines of it. */
    static String nodeStage(String name, String... settings) {
        return stage(name, "[\"${OPEN_RUNTIME_HOME}/workers/node/middleware\", stage.mjs]", settings);
    }

    /** A stage by the Python kit with {@code stage.py}. */
    static String pythonStage(String name, String... settings) {
        return stage(name, "[\"${OPEN_RUNTIME_HOME}/workers/python/middleware\", stage.py]", settings);
    }

    /**
     * A stage without a kit.
     *
     * @param action what it answers: {@code continue}, or {@code replace} with the same bytes
     */
    static String bareStage(String name, String action, String... settings) {
        return stage(name, "[python3, \"${IT_WORKERS}/bare.py\", middleware, " + action + "]", settings);
    }

    /** A section of middleware with these stages, the outermost first. */
    static String middleware(String... stages) {
        return "middleware:\n" + String.join("", stages);
    }

    private static String stage(String name, String command, String... settings) {
        StringBuilder lines = new StringBuilder("  - name: " + name + "\n    command: " + command + "\n");
        for (String setting : settings) {
            lines.append("    ").append(setting).append('\n');
        }
        return lines.toString();
    }
}
