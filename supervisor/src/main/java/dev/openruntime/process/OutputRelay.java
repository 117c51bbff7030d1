package dev.openruntime.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries the output of all children to the log, each child in a lane of its own: one that floods fills its own lane,
 * and every child gets its turn. A full lane makes who fills it wait, which slows that child down, for as long as the
 * log gets on at all. Only a log that has taken nothing for {@link #PATIENCE} loses lines, which are counted, so that a
 * log which hangs can hang no child. Until there is a log the lanes fill: children are spawned before it is set up.
 *
 * <p>The supervisor's own records have a lane that is served first and never waited for.
 */
public final class OutputRelay {

    /** How long the log may take nothing before lines are lost. Time in which this process is frozen counts little. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration SLICE = Duration.ofMillis(100);
    private static final int LANE_BYTES = 64 * 1024;
    private static final int OWN_BYTES = 256 * 1024;

    private final OutputFormats formats;
    private final Map<String, OutputLane> lanes = new ConcurrentHashMap<>();
    private final OutputLane own = new Queue(OWN_BYTES, /* first= */ true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final ArrayDeque<Queue> turns = new ArrayDeque<>(); // guarded by lock: who has something, and is next
    private long written; // guarded by lock: batches
    private long dropped; // guarded by lock
    private boolean writing; // guarded by lock
    private boolean stalled; // guarded by lock
    private boolean closed; // guarded by lock
    private Optional<Thread> thread = Optional.empty(); // guarded by lock

    /** Keeps what comes; no thread runs yet. */
    public OutputRelay(OutputFormats formats) {
        this.formats = formats;
    }

    /** A relay of children whose output nobody wants: their last lines are all that is kept. */
    public static OutputRelay toNowhere() {
        return new OutputRelay((_, _) -> OutputFormat.NOTHING);
    }

    /** Lets the output of a child go another way. To be called before the child is spawned. */
    public void divert(String child, OutputLane lane) {
        lanes.put(child, lane);
    }

    /** The way of a child's output. */
    public OutputLane lane(String child) {
        return lanes.computeIfAbsent(child, _ -> new Queue(LANE_BYTES, /* first= */ false));
    }

    /** The way of what the supervisor itself has to say. */
    public OutputLane own() {
        return own;
    }

    /** Starts to write, what was kept first. Once. */
    public void open(OutputSink sink) {
        lock.lock();
        try {
            if (thread.isPresent()) {
                throw new IllegalStateException("internal error: the output relay is open already");
            }
            Thread started = new Thread(() -> deliver(sink), "output");
            started.setDaemon(true);
            started.start();
            thread = Optional.of(started);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all is written that was taken.
     *
     * @return whether it is, in time
     */
    public boolean flush(Duration within) throws InterruptedException {
        lock.lock();
        try {
            long left = within.toNanos();
            while (writing || !turns.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = progress.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what is there and ends. What comes later is lost.
     *
     * @return whether that was done in time
     */
    public boolean close(Duration within) throws InterruptedException {
        Optional<Thread> running;
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            progress.signalAll();
            running = thread;
        } finally {
            lock.unlock();
        }
        return running.isEmpty() || running.get().join(within.plusMillis(1));
    }

    /** How many lines of all children had to be dropped so far. */
    public long droppedLines() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    OutputFormat format(String child, OutputLine.Stream stream) {
        return formats.of(child, stream);
    }

    private void deliver(OutputSink sink) {
        try {
            for (Optional<OutputBatch> batch = next(); batch.isPresent(); batch = next()) {
                write(sink, batch.get());
                wrote();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("internal error: the output thread was interrupted", e);
        }
    }

    /** One batch that can't be written must not keep the others from it. */
    private static void write(OutputSink sink, OutputBatch batch) {
        try {
            sink.write(batch.bytes(), batch.size());
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    private Optional<OutputBatch> next() throws InterruptedException {
        lock.lock();
        try {
            while (turns.isEmpty() && !closed) {
                work.await();
            }
            Optional<OutputBatch> batch = Optional.ofNullable(turns.poll()).map(Queue::poll);
            writing = batch.isPresent();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void wrote() {
        lock.lock();
        try {
            written++;
            writing = false;
            stalled = false;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Batches in their order, so many bytes of them at most, or a single one that is larger. */
    private final class Queue implements OutputLane {

        private final int most;
        private final boolean first;
        private final ArrayDeque<OutputBatch> batches = new ArrayDeque<>();
        private int bytes;

        Queue(int most, boolean first) {
            this.most = most;
            this.first = first;
        }

        @Override
        public boolean put(OutputBatch batch) throws InterruptedException {
            lock.lock();
            try {
                boolean taken = awaitRoom(batch) && add(batch);
                dropped += taken ? 0 : batch.lines();
                return taken;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean offer(OutputBatch batch) {
            lock.lock();
            try {
                return hasRoom(batch) && add(batch);
            } finally {
                lock.unlock();
            }
        }

        private boolean add(OutputBatch batch) {
            if (closed) {
                return false;
            }
            if (batches.isEmpty()) {
                takeATurn();
            }
            batches.add(batch);
            bytes += batch.size();
            work.signal();
            return true;
        }

        /**
         * Whoever can't get on while the log doesn't either gives up for all: the others needn't wait as long again.
         */
        private boolean awaitRoom(OutputBatch batch) throws InterruptedException {
            long seen = written;
            Duration still = Duration.ZERO;
            while (!hasRoom(batch) && !stalled && !closed) {
                long left = progress.awaitNanos(SLICE.toNanos());
                if (seen != written) {
                    seen = written;
                    still = Duration.ZERO;
                } else if (left <= 0) {
                    still = still.plus(SLICE); // not more, however long ago that was: the platform may have frozen us
                    stalled = still.compareTo(PATIENCE) >= 0;
                }
            }
            return hasRoom(batch);
        }

        private boolean hasRoom(OutputBatch batch) {
            return batches.isEmpty() || bytes + batch.size() <= most;
        }

        OutputBatch poll() {
            OutputBatch batch = batches.remove();
            bytes -= batch.size();
            if (!batches.isEmpty()) {
                takeATurn();
            }
            return batch;
        }

        private void takeATurn() {
            if (first) {
                turns.addFirst(this);
            } else {
                turns.addLast(this);
            }
        }
    }
}
