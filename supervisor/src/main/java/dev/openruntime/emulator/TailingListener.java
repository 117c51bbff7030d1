package dev.openruntime.emulator;

import java.util.Optional;

/** Passes all lines on, and gives them to the invocation that runs, if its caller wants to see them. Any thread. */
final class TailingListener implements EmulatorListener {
    private final EmulatorListener listener;
    private volatile Optional<LogTail> tail = Optional.empty();

    TailingListener(EmulatorListener listener) {
        this.listener = listener;
    }

    /** Whose lines they are from now on. */
    void follow(Optional<LogTail> next) {
        tail = next;
    }

    @Override
    public void onLine(Origin origin, String line) {
        tail.ifPresent(present -> present.add(line));
        listener.onLine(origin, line);
    }

    @Override
    public void onEnd(EnvironmentEnd end) {
        listener.onEnd(end);
    }
}
