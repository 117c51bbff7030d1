package dev.openruntime.emulator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the lines of all threads, and what else is told, to the listener, one at a time. */
final class LineSink {
    private static final Logger LOG = LoggerFactory.getLogger(LineSink.class);

    private final EmulatorListener listener;

    LineSink(EmulatorListener listener) {
        this.listener = listener;
    }

    /** A line of an external extension, or about one. */
    void extension(String name, String line) {
        accept(EmulatorListener.Origin.EXTENSION, "[" + name + "] " + line);
    }

    void accept(EmulatorListener.Origin origin, String line) {
        tell(() -> listener.onLine(origin, line));
    }

    /** An environment is over. */
    void ended(EnvironmentEnd end) {
        tell(() -> listener.onEnd(end));
    }

    private synchronized void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.error("internal error: the emulator's listener failed", e);
        }
    }
}
