package dev.openruntime.sidecar.discovery;

/** The kinds of sources, in the order in which they are asked unless the settings say another. */
enum Origin {
    /** The entries of the settings. */
    SERVICES("services"),
    /** A file of JSON. */
    FILE("file"),
    /** Environment variables. */
    ENVIRONMENT("environment"),
    /** DNS, a service each. */
    DNS("dns"),
    /** Keys of etcd below a prefix. */
    ETCD("etcd");

    private final String label;

    Origin(String label) {
        this.label = label;
    }

    /** The key of its settings. */
    String label() {
        return label;
    }
}
