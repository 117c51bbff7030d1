package dev.openruntime.config;

import java.util.List;

/** Every key that a file may hold, by the section that it stands in. */
final class Keys {

    static final List<String> ROOT =
            List.of("handler", "middleware", "sidecars", "deadline", "init", "shutdown", "$schema");
    static final List<String> HANDLER = List.of("command", "protocol", "env", "restart", "stop");
    static final List<String> MIDDLEWARE =
            List.of("name", "enabled", "command", "timeout", "onFailure", "env", "restart", "stop");
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
            "restart",
            "stop",
            "env");
    static final List<String> STARTUP = List.of("http", "tcp", "every", "timeout", "within");
    static final List<String> HTTP = List.of("port", "path", "host");
    static final List<String> TCP = List.of("port", "host");
    static final List<String> HANDLER_ENVIRONMENT = List.of("set");
    static final List<String> ENVIRONMENT = List.of("inherit", "set");
    static final List<String> RESTART = List.of("policy", "backoff", "resetAfter");
    static final List<String> BACKOFF = List.of("initial", "factor", "max");
    static final List<String> STOP = List.of("signal", "within");
    static final List<String> DEADLINE = List.of("margin");
    static final List<String> INIT = List.of("within");
    static final List<String> SHUTDOWN = List.of("within");

    private Keys() {}
}
