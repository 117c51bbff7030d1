package dev.openruntime.child;

/**
 * What one spawn of a child lets be known of itself. Any thread may call; no call blocks, and the time of the call
 * counts as the time of the event. Signs of an older spawn are dropped.
 */
public interface LifeSigns {

    /**
     * It is ready. Counts only for {@link Startup.SaysSo}.
     *
     * @param detail what is worth showing of it, such as the module that was loaded; may be empty
     */
    void ready(String detail);

    /** Whether somebody waits for a line of it; while nobody does, {@link #printed} needn't be called. Cheap. */
    boolean listens();

    /** It printed a line, on whichever stream. It is looked at on the calling thread. */
    void printed(String line);

    /**
     * It reported that it failed while loading: a death, and its tree is killed.
     *
     * @param error its own words
     */
    void failed(String error);

    /**
     * It has ended. Every spawn that didn't fail tells so exactly once, also after a kill.
     *
     * @param exit how
     */
    void exited(Exit exit);
}
