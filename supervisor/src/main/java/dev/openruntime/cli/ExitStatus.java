package dev.openruntime.cli;

/** How a command ends. */
final class ExitStatus {

    static final int DONE = 0;

    /** The function answered with an error, or its init failed. */
    static final int FUNCTION_FAILED = 1;

    /** The command line or the configuration is wrong. */
    static final int USAGE = 2;

    /** A fault of ours. */
    static final int INTERNAL = 4;

    /** Ended by Ctrl-C: 128 and the signal's number. */
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
