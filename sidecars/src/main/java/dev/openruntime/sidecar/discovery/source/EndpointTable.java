package dev.openruntime.sidecar.discovery.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects endpoints by service. One thread. */
public final class EndpointTable {

    private final Map<String, List<Endpoint>> services = new LinkedHashMap<>();

    /** One more; an endpoint that is there already is not added again. */
    public void add(String service, Endpoint endpoint) {
        List<Endpoint> endpoints = services.computeIfAbsent(service, name -> new ArrayList<>(2));
        if (!endpoints.contains(endpoint)) {
            endpoints.add(endpoint);
        }
    }

    /** All, in the order in which services were first added; not to be added to any more. */
    public Map<String, List<Endpoint>> done() {
        services.replaceAll((name, endpoints) -> List.copyOf(endpoints));
        return Collections.unmodifiableMap(services);
    }
}
