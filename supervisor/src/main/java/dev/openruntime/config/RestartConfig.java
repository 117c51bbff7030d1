package dev.openruntime.config;

import java.time.Duration;

/**
 * What follows the death of a child.
 *
 * @param policy which deaths are followed by a restart
 * @param backoff how long to wait before it
 * @param resetAfter after this time without a death the backoff begins anew
 */
public record RestartConfig(RestartPolicy policy, BackoffConfig backoff, Duration resetAfter) {

    /** Restart always, backoff from 100 ms by factor 2 up to 10 s, reset after 30 s. */
    public static final RestartConfig DEFAULT =
            new RestartConfig(RestartPolicy.ALWAYS, BackoffConfig.DEFAULT, Duration.ofSeconds(30));
}
