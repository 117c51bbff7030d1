package dev.openruntime.sidecar.discovery.dns;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.Names;
import java.util.OptionalInt;

/**
 * What DNS is asked about a service.
 *
 * @param name a full name, never searched for in domains
 * @param port of the instances, whose addresses are asked for; none: instances and their ports are (SRV)
 */
public record DnsQuery(String name, OptionalInt port) {

    /**
     * Reads {@code orders.internal:8080} or {@code _orders._tcp.internal}.
     *
     * @throws IllegalArgumentException what is wrong and how to write it
     */
    public static DnsQuery parse(String text) {
        if (text.indexOf(':') >= 0) {
            Endpoint parsed = Endpoint.parse(text);
            if (parsed.isAddress()) {
                throw malformed(text);
            }
            return new DnsQuery(parsed.host(), OptionalInt.of(parsed.port()));
        }
        if (!Names.isHost(text) || Names.isDigitsAndDots(text)) {
            throw malformed(text);
        }
        return new DnsQuery(text, OptionalInt.empty());
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("cannot ask DNS for \"" + text
                + "\"; write it as \"orders.internal:8080\", or as \"_orders._tcp.internal\" for SRV records");
    }
}
