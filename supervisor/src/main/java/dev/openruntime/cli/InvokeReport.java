package dev.openruntime.cli;

import dev.openruntime.console.TimelineEntry;
import dev.openruntime.emulator.InitReport;
import dev.openruntime.emulator.InvocationReport;
import dev.openruntime.emulator.InvokeResult;
import dev.openruntime.emulator.PlatformError;
import java.io.IOException;
import java.util.List;

/**
 * Shows what becomes of an {@code invoke}. {@link #log} is called by the emulator's threads at any time, everything
 * else by the command's own, in the order: init, then either its failure or each invocation, then the conclusion.
 */
interface InvokeReport {

    /** The function printed a line. */
    void log(String line);

    /** Init is over, well or not; this is its timeline. */
    void init(InitReport init, List<TimelineEntry> timeline);

    /** Nothing can be invoked: init failed with this error. */
    void initFailed(PlatformError error);

    /** An invocation is over; the timeline has no line of it if the supervisor didn't live to write one. */
    void invoked(InvokeResult result, InvocationReport report, List<TimelineEntry> timeline);

    /** Everything has stopped: prints the answer, and gives the exit status. */
    int conclude() throws IOException;
}
