package dev.openruntime.config;

import java.util.List;
import java.util.Optional;

/**
 * The process that runs business logic.
 *
 * @param command the words of the command, at least one; a relative first word with a slash is already resolved
 * @param protocol how the supervisor speaks with it
 * @param why what made it this handler or this protocol, where the file doesn't say; else empty
 * @param cancel the signal that tells its process to give up an invocation; none: it isn't told. Only where the
 *     protocol has no word for it
 * @param child what every child has; its environment is everything of the platform's, and what the file adds
 */
public record HandlerConfig(
        List<String> command, HandlerProtocol protocol, String why, Optional<StopSignal> cancel, ChildConfig child) {

    /** The handler's name among the children; nothing else can be called so. */
    public static final String NAME = "handler";

    public HandlerConfig {
        command = List.copyOf(command);
    }
}
