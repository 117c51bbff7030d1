package dev.openruntime.process;

/** Where the lines of all children go. Called on the thread {@code output}, one line after the other. */
@FunctionalInterface
public interface OutputListener {

    /**
     * A line, or a piece of one, was read. Taking long makes children wait, and then lose lines; it blocks none for
     * good.
     */
    void line(OutputLine line);
}
