package dev.openruntime.supervisor;

import dev.openruntime.console.StartTable;
import dev.openruntime.loop.InvocationReport;
import dev.openruntime.loop.LoopListener;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Prints where the time of the start went, once: when the first {@code next} is about to be sent, or when init has
 * failed. Loaded only where somebody asks for it. Called on {@code main}; what it is made of is written by any thread.
 */
final class StartReport implements LoopListener {

    private final ByteArrayOutputStream timeline = new ByteArrayOutputStream();
    private boolean printed;

    /** Where the timeline is to be written to, whole lines by one write each. */
    ByteArrayOutputStream timeline() {
        return timeline;
    }

    /** In one piece, so that no line of a log comes between. */
    void print() {
        if (!printed) {
            printed = true;
            List<String> rows = StartTable.of(timeline.toByteArray());
            System.err.print("open-runtime: where the start went\n" + String.join("\n", rows) + "\n");
            timeline.reset();
        }
    }

    @Override
    public void nextSent(long nanos) {
        print();
    }

    @Override
    public void invocationDone(InvocationReport report) {
        timeline.reset(); // nobody reads it any more
    }
}
