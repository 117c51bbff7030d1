package dev.openruntime.check;

import dev.openruntime.invocation.Body;
import dev.openruntime.process.Command;
import java.time.Duration;
import java.util.Optional;

/**
 * The worker to be checked.
 *
 * @param command with the whole environment that the supervisor would give it
 * @param event what its calls are about
 * @param slowEvent an event that keeps it busy for long, to see whether it hears a cancel
 * @param within how long it has for an answer, and for an end
 */
public record Target(Command command, Body event, Optional<Body> slowEvent, Duration within) {}
