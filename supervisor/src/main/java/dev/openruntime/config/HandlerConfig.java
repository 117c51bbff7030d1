package dev.openruntime.config;

import java.util.List;

/**
 * The process that runs business logic.
 *
 * @param command the words of the command, at least one; a relative first word with a slash is already resolved
 * @param protocol how the supervisor speaks with it
 * @param environment everything of the platform's environment, and what the file adds
 * @param restart what follows a death
 * @param stop how it is ended
 */
public record HandlerConfig(
        List<String> command,
        HandlerProtocol protocol,
        EnvironmentConfig environment,
        RestartConfig restart,
        StopConfig stop) {

    /** The handler's name among the children; nothing else can be called so. */
    public static final String NAME = "handler";

    public HandlerConfig {
        command = List.copyOf(command);
    }
}
