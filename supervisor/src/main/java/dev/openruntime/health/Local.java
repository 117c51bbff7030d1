package dev.openruntime.health;

/** Hosts that mean this machine. */
final class Local {

    private Local() {}

    /** The host as it is shown: nothing where it is this machine. */
    static String shortened(String host) {
        return switch (host) {
            case "localhost", "127.0.0.1", "::1", "[::1]" -> "";
            default -> host;
        };
    }
}
