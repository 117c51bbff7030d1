package dev.openruntime.emulator;

/**
 * Hears every line that the function's log would hold. Called on the emulator's threads, one call at a time and in
 * order of arrival; it must return soon, for the bootstrap's output waits meanwhile, and must not call the emulator.
 * What it throws is logged and goes no further.
 */
@FunctionalInterface
public interface EmulatorListener {
    /** Who wrote a line. */
    enum Origin {
        /** The bootstrap or a process of its, on stdout or stderr. */
        FUNCTION,
        /**
         * An external extension, or the emulator about one; the line begins with its name, as in {@code [name] line}.
         */
        EXTENSION,
        /** The emulator as the platform: {@code START}, {@code END}, {@code REPORT} and the like. */
        PLATFORM
    }

    /**
     * Hears one line.
     *
     * @param origin who wrote it
     * @param line the line without its end; bytes that are no UTF-8 appear as U+FFFD, and a line longer than 256 KiB
     *     comes in pieces
     */
    void onLine(Origin origin, String line);

    /** Hears that an environment is over, whatever the reason. */
    default void onEnd(EnvironmentEnd end) {}
}
