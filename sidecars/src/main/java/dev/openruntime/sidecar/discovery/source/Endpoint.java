package dev.openruntime.sidecar.discovery.source;

import java.net.Inet6Address;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one instance of a service listens. Names are not resolved here: who connects does that.
 *
 * @param host a host name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 * @param weight its share of the calls beside others of the same priority, 0 to 65535
 * @param priority lower ones are to be called first, 0 to 65535
 * @param healthy whether its entry says that it can be called
 */
public record Endpoint(String host, int port, int weight, int priority, boolean healthy) {

    private static final int MOST = 65_535;

    /** Of weight 1 and priority 0, healthy. */
    public Endpoint(String host, int port) {
        this(host, port, 1, 0, true);
    }

    /**
     * Reads an entry: {@code "host:port"}, or a map of {@code address}, {@code weight} and {@code healthy}.
     *
     * @throws IllegalArgumentException what is wrong and how to write it
     */
    public static Endpoint of(Object entry) {
        if (!(entry instanceof Map<?, ?> map)) {
            return parse(entry.toString());
        }
        for (Object key : map.keySet()) {
            if (!key.equals("address") && !key.equals("weight") && !key.equals("healthy")) {
                throw new IllegalArgumentException(
                        "unknown key `" + key + "` of an endpoint; there are: address, weight, healthy");
            }
        }
        if (!(map.get("address") instanceof String address)) {
            throw new IllegalArgumentException("must have an `address`; write it as { address: \"127.0.0.1:7001\" }");
        }
        Endpoint parsed = parse(address);
        return new Endpoint(parsed.host, parsed.port, weight(map.get("weight")), 0, healthy(map.get("healthy")));
    }

    private static int weight(@Nullable Object written) {
        String text = written == null ? "1" : written.toString();
        if (!Names.isNumber(text, 0, MOST)) {
            throw new IllegalArgumentException(
                    "cannot use " + text + " as a weight: it must be a number from 0 to " + MOST);
        }
        return Integer.parseInt(text);
    }

    private static boolean healthy(@Nullable Object written) {
        String text = written == null ? "true" : written.toString();
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("cannot use " + text + " as `healthy`: it must be true or false");
        }
        return text.equals("true");
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    public String address() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Whether the host is an address and no name. */
    public boolean isAddress() {
        return host.indexOf(':') >= 0 || Names.isDigitsAndDots(host);
    }

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException what is wrong and how to write it
     */
    public static Endpoint parse(String text) {
        if (text.contains("/")) {
            throw malformed(text, "leave out scheme and path");
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.endsWith("]")) {
            throw malformed(text, "the port is missing");
        }
        String host = text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (!Names.isPort(port)) {
            throw malformed(text, "the port must be a number from 1 to 65535");
        }
        return new Endpoint(hostOf(host, text), Integer.parseInt(port));
    }

    private static String hostOf(String host, String text) {
        if (host.startsWith("[") && host.endsWith("]")) {
            String address = host.substring(1, host.length() - 1);
            if (!isIpv6(address)) {
                throw malformed(text, "what is in brackets must be an IPv6 address");
            }
            return address;
        }
        if (host.contains(":")) {
            throw malformed(text, "put an IPv6 address in brackets");
        }
        if (Names.isDigitsAndDots(host)) {
            if (!Names.isIpv4(host)) {
                throw malformed(text, "that is no IPv4 address");
            }
        } else if (!Names.isHost(host)) {
            throw malformed(text, "that is no host name");
        }
        return host;
    }

    private static boolean isIpv6(String address) {
        if (!address.contains(":")) {
            return false;
        }
        try {
            Inet6Address.ofLiteral(address);
            return true;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException("cannot read \"" + text + "\" as an endpoint: " + why
                + "; write it as \"127.0.0.1:7001\", \"orders.internal:7001\" or \"[::1]:7001\"");
    }
}
