package dev.openruntime.supervisor;

/** Why the supervisor ended, as its exit status. */
enum ExitStatus {
    /** It was asked to stop. */
    STOPPED(0),
    /** The function could not be initialised; the platform was told why. */
    INIT_FAILED(1),
    /** The configuration or the command line is wrong. */
    USAGE(2),
    /** The platform can't be reached, or answers {@code next} with an error. */
    SOURCE_FAILED(3),
    /** A fault of ours. */
    INTERNAL(4);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
