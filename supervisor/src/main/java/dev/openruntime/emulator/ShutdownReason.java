package dev.openruntime.emulator;

/** Why an environment is shut down, in the words that the platform's daemon has for it. */
public enum ShutdownReason {
    /** Nothing is wrong; the environment isn't needed any more. */
    SPINDOWN("spindown"),
    /** An invocation, or the init inside one, ran out of time. */
    TIMEOUT("timeout"),
    /** The runtime or an extension failed. */
    FAILURE("failure");

    private final String word;

    ShutdownReason(String word) {
        this.word = word;
    }

    /** As an extension is told it. */
    public String word() {
        return word;
    }
}
