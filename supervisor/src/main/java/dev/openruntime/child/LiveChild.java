package dev.openruntime.child;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** One spawn of a child, as long as anything of it lives. */
public interface LiveChild {

    /** Its process id; none if it is embedded. */
    OptionalLong pid();

    /**
     * Asks it to end by itself, a process by a signal, and waits for nothing: what could block (a frame into a full
     * pipe) belongs on another thread. To one that has ended this does nothing.
     *
     * @param signal the name of the signal without {@code SIG}, such as {@code TERM}
     * @param deadline when its tree will be killed if it still lives
     */
    void stop(String signal, Instant deadline) throws IOException;

    /**
     * Kills it and all that descends from it, and returns when nothing is left of it, its {@link LifeSigns#exited} has
     * been told, and whoever reads its output or frames has come to their end. Called on a thread of its own, exactly
     * once in each spawn's life, also when the child has ended by itself: then for what it left behind.
     *
     * @return the number of processes that could not be killed; 0 but for the strangest reasons
     */
    int killTree();

    /** The last lines of its output, oldest first. Any thread, any time, also after its end. */
    List<String> lastLines();
}
