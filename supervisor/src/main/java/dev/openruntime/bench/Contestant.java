package dev.openruntime.bench;

import dev.openruntime.console.TimelineEntry;
import dev.openruntime.emulator.Emulator;
import java.util.List;

/** A side that was opened: its emulator, which has started nothing yet. Closing it stops everything in order. */
public interface Contestant extends AutoCloseable {

    Emulator emulator();

    /** The lines of the timeline since the last call; none if it was opened without one. */
    List<TimelineEntry> timeline();

    @Override
    void close();
}
