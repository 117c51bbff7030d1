package dev.openruntime.process;

/** The way that the output of one child goes. Any thread. */
public interface OutputLane {

    /**
     * Takes a batch, which belongs to the lane from now on. Waits for room as long as those before it get on.
     *
     * @return false if it is lost
     */
    boolean put(OutputBatch batch) throws InterruptedException;

    /**
     * The same without waiting.
     *
     * @return false if there is no room for it now
     */
    boolean offer(OutputBatch batch);
}
