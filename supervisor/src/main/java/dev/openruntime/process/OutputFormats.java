package dev.openruntime.process;

/** Knows how the output of each child is written down. Any thread; called for each stream of each process once. */
@FunctionalInterface
public interface OutputFormats {

    /** A format of this stream's own. */
    OutputFormat of(String child, OutputLine.Stream stream);
}
