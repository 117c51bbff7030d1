package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.discovery.dns.DnsSettings;
import dev.openruntime.sidecar.discovery.etcd.EtcdSettings;
import dev.openruntime.sidecar.discovery.source.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The checked settings of {@code discovery}.
 *
 * @param port where to listen on loopback; none: a free port, chosen by the system
 * @param services endpoints by service name, both in the order of the configuration; may be empty
 * @param file of more of them
 * @param environment whether variables of services count
 * @param dns what is asked of DNS
 * @param etcd where keys are read and watched
 * @param order all kinds of sources, in the order in which they are asked
 * @param required those that must have answered for the sidecar to be ready
 * @param within how long an answer waits for its sources
 * @param hostsFile written before the sidecar is ready
 * @param variablesFile likewise
 */
record DiscoverySettings(
        OptionalInt port,
        Map<String, List<Endpoint>> services,
        Optional<String> file,
        boolean environment,
        Optional<DnsSettings> dns,
        Optional<EtcdSettings> etcd,
        List<Origin> order,
        List<Origin> required,
        Duration within,
        Optional<String> hostsFile,
        Optional<String> variablesFile) {}
