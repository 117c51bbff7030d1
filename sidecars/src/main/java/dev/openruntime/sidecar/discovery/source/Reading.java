package dev.openruntime.sidecar.discovery.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All that a source knows at one moment. Immutable.
 *
 * @param services at least one endpoint by name; the map is never changed by anybody
 * @param goodFor for how long that needn't be asked again
 * @param order of two readings the one with the higher order is later; 0 for a source that is only read
 */
public record Reading(Map<String, List<Endpoint>> services, Duration goodFor, long order) {

    /** Long enough for what never changes. */
    public static final Duration FOREVER = Duration.ofDays(36_500);
}
