package dev.openruntime.telemetry;

import dev.openruntime.process.OutputBatch;
import dev.openruntime.process.OutputFormat;
import dev.openruntime.process.OutputLine;

/**
 * Lines as the child wrote them, byte for byte, but for those that are too long: their pieces are marked as in text.
 */
final class RawLineFormat implements OutputFormat {

    /** Stateless. */
    RawLineFormat() {}

    @Override
    public void begin() {}

    @Override
    public void write(byte[] bytes, int from, int to, OutputLine line, OutputBatch into) {
        into.add(bytes, from, to);
        if (line.isPiece()) {
            into.add(" part=" + line.number() + (line.more() ? "+" : ""));
        }
        into.add('\n');
        into.endLine();
    }
}
