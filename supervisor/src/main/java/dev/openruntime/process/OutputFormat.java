package dev.openruntime.process;

/** How the lines of one stream of a child are written down. Called on the thread that reads them. */
public interface OutputFormat {

    /** Writes nothing down. */
    OutputFormat NOTHING = new OutputFormat() {

        @Override
        public void begin() {}

        @Override
        public void write(byte[] bytes, int from, int to, OutputLine line, OutputBatch into) {}
    };

    /** Something was read: the lines that are written from now on are of this moment. */
    void begin();

    /**
     * Writes down a line, or a piece of one, as one record; or nothing where it isn't wanted.
     *
     * @param bytes as the child wrote them, from one index up to, and without, another; without the line's end, and not
     *     to be kept
     */
    void write(byte[] bytes, int from, int to, OutputLine line, OutputBatch into);
}
