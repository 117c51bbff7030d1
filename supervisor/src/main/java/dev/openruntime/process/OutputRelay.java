package dev.openruntime.process;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Carries the lines of all children to the listener. Until there is one they are kept: children are spawned before
 * logging is set up. What is kept is bounded; when it is full a child's reader waits for a moment, which slows the
 * child down, and then drops lines and counts them, so that a listener which hangs can hang no child.
 */
public final class OutputRelay {

    private static final int MAX_CHARACTERS = 1 << 20;

    /** What a line takes beside its text. */
    private static final int PER_LINE = 64;

    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final InstantSource time;
    private final ArrayDeque<OutputLine> lines = new ArrayDeque<>(); // guarded by this
    private int characters; // guarded by this
    private long dropped; // guarded by this
    private boolean closed; // guarded by this
    private Optional<Thread> thread = Optional.empty(); // guarded by this

    /** Keeps lines; no thread runs yet. */
    public OutputRelay(InstantSource time) {
        this.time = time;
    }

    /** Starts to hand lines on, those that were kept first. Once. */
    public synchronized void open(OutputListener listener) {
        if (thread.isPresent()) {
            throw new IllegalStateException("internal error: the output relay is open already");
        }
        Thread started = new Thread(() -> deliver(listener), "output");
        started.setDaemon(true);
        started.start();
        thread = Optional.of(started);
    }

    /**
     * Hands on what is there and ends. What comes later is dropped.
     *
     * @return whether that was done in time
     */
    public boolean close(Duration within) throws InterruptedException {
        Optional<Thread> running;
        synchronized (this) {
            closed = true;
            notifyAll();
            running = thread;
        }
        return running.isEmpty() || running.get().join(within.plusMillis(1));
    }

    /** How many lines of all children had to be dropped so far. */
    public synchronized long droppedLines() {
        return dropped;
    }

    synchronized void countDropped() {
        dropped++;
    }

    /**
     * Takes a line.
     *
     * @param patient whether to wait for room
     * @return false if there is no room for it
     */
    boolean accept(String child, OutputLine.Stream stream, String text, boolean patient) throws InterruptedException {
        OutputLine line = new OutputLine(child, stream, time.instant(), text);
        long deadline = System.nanoTime() + (patient ? PATIENCE.toNanos() : 0);
        synchronized (this) {
            while (!closed && characters + size(line) > MAX_CHARACTERS) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            if (closed) {
                return false;
            }
            lines.add(line);
            characters += size(line);
            notifyAll();
            return true;
        }
    }

    private void deliver(OutputListener listener) {
        try {
            for (Optional<OutputLine> line = next(); line.isPresent(); line = next()) {
                tell(listener, line.get());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("internal error: the output thread was interrupted", e);
        }
    }

    /** One line that can't be handed on must not keep the others from it. */
    private static void tell(OutputListener listener, OutputLine line) {
        try {
            listener.line(line);
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    private synchronized Optional<OutputLine> next() throws InterruptedException {
        while (lines.isEmpty() && !closed) {
            wait();
        }
        OutputLine line = lines.poll();
        if (line == null) {
            return Optional.empty();
        }
        characters -= size(line);
        notifyAll();
        return Optional.of(line);
    }

    private static int size(OutputLine line) {
        return line.text().length() + PER_LINE;
    }
}
