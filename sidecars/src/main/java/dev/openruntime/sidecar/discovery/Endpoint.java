package dev.openruntime.sidecar.discovery;

import java.net.Inet6Address;
import java.util.regex.Pattern;

/**
 * Where one instance of a service listens. Names are not resolved here: who connects does that.
 *
 * @param host a host name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 */
record Endpoint(String host, int port) {

    private static final int LONGEST_HOST = 253;
    private static final Pattern NAME = Pattern.compile(
            "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\." + "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\\.?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

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
        if (!PORT.matcher(port).matches() || !isPort(Integer.parseInt(port))) {
            throw malformed(text, "the port must be a number from 1 to 65535");
        }
        return new Endpoint(hostOf(host, text), Integer.parseInt(port));
    }

    static boolean isPort(long number) {
        return number >= 1 && number <= 65_535;
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
        boolean numeric = DIGITS_AND_DOTS.matcher(host).matches();
        boolean valid =
                numeric ? IPV4.matcher(host).matches() : NAME.matcher(host).matches();
        if (!valid || host.length() > LONGEST_HOST) {
            throw malformed(text, numeric ? "that is no IPv4 address" : "that is no host name");
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
