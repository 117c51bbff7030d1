package dev.openruntime.config;

import java.time.Duration;
import java.util.Optional;

/**
 * A helper beside the handler, long-lived unless its restart policy is {@code never}.
 *
 * @param name unique over all children, {@code [a-z0-9][a-z0-9-]*}, at most 63 characters
 * @param kind a command or a built-in
 * @param required whether init fails if it isn't ready in time, and whether invocations wait for it
 * @param readyWithin how long an invocation waits for it if it is required and down
 * @param startup the probe that says when a command is ready; none: it is ready once it is spawned. Never with a
 *     built-in
 * @param readiness the probe that says whether it still is; never with an embedded built-in
 * @param flush how it is flushed; none: it isn't. With a request if it is a command, without if it is a built-in
 * @param child what every child has
 */
public record SidecarConfig(
        String name,
        SidecarKind kind,
        boolean required,
        Duration readyWithin,
        Optional<StartupProbe> startup,
        Optional<Probe> readiness,
        Optional<FlushConfig> flush,
        ChildConfig child) {}
