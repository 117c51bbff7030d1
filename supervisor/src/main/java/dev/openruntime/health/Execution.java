package dev.openruntime.health;

import java.io.IOException;
import java.time.Duration;

/** A command that can be run again and again. How processes are started and killed is not known here. */
@FunctionalInterface
public interface Execution {

    /**
     * Starts it once.
     *
     * @throws IOException if it can't be; its message says why, for the user
     */
    Run start() throws IOException;

    /** One run of it. Used by one thread. */
    interface Run extends AutoCloseable {

        /**
         * Blocks until it has ended, however much it prints.
         *
         * @return how it ended, if well: {@code exit 0 "pong"}
         * @throws IOException if it didn't end well, or not in time; its message says which, and what it printed first
         * @throws InterruptedException when the thread was interrupted
         */
        String await(Duration timeout) throws IOException, InterruptedException;

        /** Kills all of it that still runs, what it has forked too, and returns when that is gone. */
        @Override
        void close();
    }
}
