package dev.openruntime.process;

/** Takes lines out of a child's output that are no word of the child's. Called on the thread that reads them. */
@FunctionalInterface
public interface LineTap {

    /** Whether the line is taken: then it is neither logged nor one of the child's last lines. Must not block. */
    boolean takes(String line);
}
