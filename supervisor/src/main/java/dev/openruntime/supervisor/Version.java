package dev.openruntime.supervisor;

/** Which release this is. */
public final class Version {

    /** The version; the build checks that it is the project's. */
    public static final String CURRENT = "0.1.0-SNAPSHOT";

    private Version() {}
}
