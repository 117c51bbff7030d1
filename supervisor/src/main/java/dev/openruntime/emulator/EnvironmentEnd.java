package dev.openruntime.emulator;

import java.time.Duration;

/**
 * How an environment was ended.
 *
 * @param reason why
 * @param asked whether the runtime got SIGTERM, as it does where an extension is registered
 * @param share how long it had then until SIGKILL; zero where it wasn't asked
 * @param took from the beginning until nothing of the runtime was left
 * @param killed whether it took a SIGKILL
 */
public record EnvironmentEnd(ShutdownReason reason, boolean asked, Duration share, Duration took, boolean killed) {}
