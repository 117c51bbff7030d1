package dev.openruntime.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every key that a file may hold, by the section that it stands in. */
final class Keys {

    static final List<String> ROOT =
            List.of("handler", "middleware", "sidecars", "deadline", "init", "shutdown", "admin", "$schema");
    static final List<String> HANDLER = List.of(
            "command",
            "protocol",
            "cancel",
            "dependsOn",
            "liveness",
            "env",
            "directory",
            "nice",
            "umask",
            "limits",
            "logs",
            "restart",
            "stop");
    static final List<String> MIDDLEWARE = List.of(
            "name",
            "enabled",
            "command",
            "timeout",
            "onFailure",
            "flush",
            "dependsOn",
            "liveness",
            "env",
            "directory",
            "nice",
            "umask",
            "limits",
            "logs",
            "restart",
            "stop");
    static final List<String> SIDECAR = List.of(
            "name",
            "enabled",
            "use",
            "with",
            "isolation",
            "command",
            "required",
            "readyWithin",
            "dependsOn",
            "startup",
            "readiness",
            "liveness",
            "flush",
            "env",
            "directory",
            "nice",
            "umask",
            "limits",
            "logs",
            "restart",
            "stop");
    static final List<String> STARTUP =
            List.of("http", "tcp", "unix", "exec", "log", "every", "timeout", "within", "successes");
    static final List<String> READINESS =
            List.of("http", "tcp", "unix", "exec", "every", "timeout", "failures", "successes");
    static final List<String> LIVENESS = List.of("http", "tcp", "unix", "exec", "every", "timeout", "failures");
    static final List<String> HTTP = List.of("port", "socket", "path", "host", "status", "headers");
    static final List<String> TCP = List.of("port", "host");
    static final List<String> UNIX = List.of("path");
    static final List<String> LOGGED = List.of("logged");
    static final List<String> FLUSH = List.of("http", "within", "when");
    static final List<String> STAGE_FLUSH = List.of("within", "when");
    static final List<String> FLUSH_HTTP = List.of("port", "socket", "path", "host", "headers", "method");
    static final List<String> FLUSH_WHEN = List.of("every");
    static final List<String> LIMITS = List.of("openFiles", "processes", "addressSpace", "cpu", "coreSize", "fileSize");
    static final List<String> LOGS = List.of("file", "max");
    static final List<String> HANDLER_ENVIRONMENT = List.of("set");
    static final List<String> ENVIRONMENT = List.of("inherit", "set");
    static final List<String> RESTART = List.of("policy", "backoff", "resetAfter");
    static final List<String> BACKOFF = List.of("initial", "factor", "max");
    static final List<String> STOP = List.of("signal", "within");
    static final List<String> CANCEL = List.of("signal");
    static final List<String> DEADLINE = List.of("margin", "max", "stack");
    static final List<String> INIT = List.of("within");
    static final List<String> SHUTDOWN = List.of("within");
    static final List<String> ADMIN = List.of("enabled", "socket");

    /** What a process alone can have: no effect on a built-in inside the supervisor. */
    static final List<String> PROCESS_ALONE =
            List.of("readiness", "liveness", "env", "directory", "nice", "umask", "limits", "logs");

    private Keys() {}

    /** Why a key that others know isn't one of this section's, null if that needs no words of its own. */
    static @Nullable String refusal(List<String> section, String key) {
        if (section.equals(HANDLER) || section.equals(MIDDLEWARE)) {
            if (key.equals("startup") || key.equals("readiness")) {
                return "no key of a worker: it says itself when it is ready; remove it";
            }
            if (key.equals("flush")) {
                return "no key of the handler: middleware and sidecars are flushed; remove it";
            }
        }
        if (key.equals("log") && (section.equals(READINESS) || section.equals(LIVENESS))) {
            return "a line of output is printed once and can't be asked for again; only `startup` takes `log`";
        }
        if (key.equals("http") && section.equals(STAGE_FLUSH)) {
            return "only a sidecar with a `command` is flushed by a request; remove it";
        }
        return null;
    }
}
