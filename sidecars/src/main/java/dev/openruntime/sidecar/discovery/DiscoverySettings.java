package dev.openruntime.sidecar.discovery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The checked settings of {@code discovery}.
 *
 * @param port where to listen on loopback; none: a free port, chosen by the system
 * @param services endpoints by service name, both in the order of the configuration
 */
record DiscoverySettings(OptionalInt port, Map<String, List<Endpoint>> services) {

    DiscoverySettings {
        Map<String, List<Endpoint>> copy = new LinkedHashMap<>();
        for (Map.Entry<String, List<Endpoint>> service : services.entrySet()) {
            copy.put(service.getKey(), List.copyOf(service.getValue()));
        }
        services = Collections.unmodifiableMap(copy);
    }
}
