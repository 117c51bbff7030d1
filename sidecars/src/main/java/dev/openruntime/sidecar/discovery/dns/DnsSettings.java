package dev.openruntime.sidecar.discovery.dns;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import java.util.List;
import java.util.Map;

/**
 * The checked settings.
 *
 * @param servers asked in this order, by address; none: those of the system
 * @param services what is asked, by the name of the service
 */
public record DnsSettings(List<Endpoint> servers, Map<String, DnsQuery> services) {}
