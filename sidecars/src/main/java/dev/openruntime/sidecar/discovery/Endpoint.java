package dev.openruntime.sidecar.discovery;

import java.net.Inet6Address;

/**
 * Where one instance of a service listens. Names are not resolved here: who connects does that.
 *
 * @param host a host name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 */
record Endpoint(String host, int port) {

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException what is wrong and how to write it
     */
    static Endpoint parse(String text) {
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
