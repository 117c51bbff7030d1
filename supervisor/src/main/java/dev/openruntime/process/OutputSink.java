package dev.openruntime.process;

/** Where the records of all lanes go. Called on the thread {@code output}, and may block it for as long as it likes. */
@FunctionalInterface
public interface OutputSink {

    /** Writes whole records, so many bytes from index 0. What can't be written is the sink's own to tell. */
    void write(byte[] records, int length);
}
