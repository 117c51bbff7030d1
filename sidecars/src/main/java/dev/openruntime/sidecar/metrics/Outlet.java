package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.metrics.emf.EmfLine;
import dev.openruntime.sidecar.metrics.emf.EmfLines;
import dev.openruntime.sidecar.metrics.emf.EmfSettings;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Empties the store into the log. What the log doesn't take goes back into the store, line by line, so that nothing is
 * printed twice and nothing is lost. One flush at a time; the words may be asked for by any thread.
 */
final class Outlet {

    private final EmfSettings settings;
    private final SeriesStore store;
    private volatile String last = "not flushed yet";

    Outlet(EmfSettings settings, SeriesStore store) {
        this.settings = settings;
        this.store = store;
    }

    /**
     * Prints all that was measured.
     *
     * @throws SidecarException if the log did not take all
     */
    void flush(SidecarContext context) throws SidecarException, InterruptedException {
        count(context, "values.dropped", store.losses().news());
        List<Measured> measured = store.take();
        if (measured.isEmpty()) {
            return; // JSON needn't be loaded for nothing
        }
        Instant now = context.clock().instant();
        EmfLines made = EmfLines.of(measured, settings, now);
        count(context, "dimensions.dropped", made.droppedDimensions());
        int printed = print(made.lines(), context);
        int unprinted = made.lines().size() - printed;
        last = "last flush " + now + ": " + measured.size() + " series in " + printed + " lines";
        if (unprinted > 0) {
            throw new SidecarException("the log took " + printed + " lines and not the other " + unprinted
                    + ", which are kept for the next flush");
        }
    }

    private static void count(SidecarContext context, String what, long times) {
        if (times > 0) {
            context.meters().count(what, times);
        }
    }

    private int print(List<EmfLine> lines, SidecarContext context) throws InterruptedException {
        int printed = 0;
        try {
            while (printed < lines.size() && context.print(lines.get(printed).text())) {
                printed++;
            }
        } finally {
            List<Measured> unsent = new ArrayList<>();
            for (EmfLine line : lines.subList(printed, lines.size())) {
                unsent.addAll(line.measured());
            }
            store.giveBack(unsent);
        }
        return printed;
    }

    /** For a person. */
    String inWords() {
        String losses = store.losses().inWords();
        return store.size() + " series, " + last + (losses.isEmpty() ? "" : ", " + losses);
    }
}
