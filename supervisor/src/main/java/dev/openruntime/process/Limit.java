package dev.openruntime.process;

/** A resource that a process may be given less of. Its hard and its soft limit are set, so that it can't take more. */
public enum Limit {
    /** How many descriptors it has open at once. */
    OPEN_FILES("openFiles", 'n', 1),
    /** How many processes and threads its user has at once, those of others included; nothing to root. */
    PROCESSES("processes", 'u', 1),
    /** How many bytes it maps. */
    ADDRESS_SPACE("addressSpace", 'v', 1024),
    /** How many seconds of processor time it takes; then the kernel kills it. */
    CPU("cpu", 't', 1),
    /** How many bytes of it are written to a core file. */
    CORE_SIZE("coreSize", 'c', 1024),
    /** How many bytes a file that it writes has. */
    FILE_SIZE("fileSize", 'f', 1024);

    private final String key;
    private final char option;
    private final int unit;

    Limit(String key, char option, int unit) {
        this.key = key;
        this.option = option;
        this.unit = unit;
    }

    /** What it is called in the configuration, under {@code limits}. */
    public String key() {
        return key;
    }

    /** The letter that bash's {@code ulimit} knows it by. */
    char option() {
        return option;
    }

    /** The same in the unit that bash's {@code ulimit} takes it in, rounded up. */
    long inUnits(long value) {
        return Math.ceilDiv(value, unit);
    }
}
