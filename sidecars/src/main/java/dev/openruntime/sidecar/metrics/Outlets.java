package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.metrics.emf.EmfOutput;
import dev.openruntime.sidecar.metrics.file.FileOutput;
import dev.openruntime.sidecar.metrics.otlp.OtlpOutput;
import dev.openruntime.sidecar.metrics.output.Deadline;
import dev.openruntime.sidecar.metrics.output.Instance;
import dev.openruntime.sidecar.metrics.output.Outlet;
import dev.openruntime.sidecar.metrics.output.Output;
import dev.openruntime.sidecar.metrics.output.Totals;
import dev.openruntime.sidecar.metrics.pushgateway.PushgatewayOutput;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesStore;
import dev.openruntime.sidecar.metrics.statsd.StatsdOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Empties the store into all outputs. A single one is served from the store itself; several have a store each, so that
 * what one can't send is no matter of the others. Of those that may take their time each has a thread of its own while
 * it is flushed, but the last. One flush at a time; the words may be asked for by any thread.
 */
final class Outlets {

    private final SeriesStore store;
    private final List<Outlet> quick = new ArrayList<>();
    private final List<SlowOutlet> slow = new ArrayList<>();
    private final boolean isShared;

    Outlets(MetricsSettings settings, SeriesStore store, Map<String, String> environment, String spoolKey) {
        this.store = store;
        List<Output> outputs = outputs(settings, environment);
        this.isShared = outputs.size() > 1;
        for (Output output : outputs) {
            SeriesStore own = isShared ? new SeriesStore(settings.mostSeries(), settings.mostBytes()) : store;
            Outlet outlet = new Outlet(output, own, settings.spool(), spoolKey);
            if (output.mayTakeTime()) {
                slow.add(new SlowOutlet(outlet));
            } else {
                quick.add(outlet);
            }
        }
    }

    private static List<Output> outputs(MetricsSettings settings, Map<String, String> environment) {
        OutputSettings to = settings.outputs();
        List<Output> outputs = new ArrayList<>();
        if (to.emf().isPresent()) {
            outputs.add(new EmfOutput(to.emf().get()));
        }
        if (to.file().isPresent()) {
            outputs.add(new FileOutput(to.file().get()));
        }
        if (to.statsd().isPresent()) {
            outputs.add(new StatsdOutput(to.statsd().get()));
        }
        if (to.otlp().isPresent()) {
            outputs.add(new OtlpOutput(
                    to.otlp().get(),
                    Instance.ofThisProcess(environment),
                    new Totals(settings.mostSeries(), settings.mostBytes())));
        }
        if (to.pushgateway().isPresent()) {
            outputs.add(new PushgatewayOutput(
                    to.pushgateway().get(),
                    Instance.ofThisProcess(environment),
                    new Totals(settings.mostSeries(), settings.mostBytes())));
        }
        return outputs;
    }

    /** A life begins. */
    void begin(SidecarContext life) {
        for (Outlet outlet : all()) {
            outlet.begin(life);
        }
    }

    /**
     * Sends all that was measured.
     *
     * @param isLast whether there may be no other time
     * @throws SidecarException of all outputs that could not send all
     */
    void flush(SidecarContext life, Duration within, boolean isLast) throws SidecarException, InterruptedException {
        Deadline by = Deadline.in(within);
        share();
        List<String> troubles = new ArrayList<>();
        for (int i = 0; i < slow.size() - 1; i++) {
            slow.get(i).begin(life, by, isLast);
        }
        try {
            for (Outlet outlet : quick) {
                flush(outlet, life, by, isLast, troubles);
            }
            if (!slow.isEmpty()) {
                flush(slow.getLast().outlet(), life, by, isLast, troubles);
            }
        } finally {
            for (int i = 0; i < slow.size() - 1; i++) {
                slow.get(i).end(by, troubles);
            }
        }
        if (!troubles.isEmpty()) {
            throw new SidecarException(String.join("; ", troubles));
        }
    }

    private static void flush(Outlet outlet, SidecarContext life, Deadline by, boolean isLast, List<String> troubles)
            throws InterruptedException {
        try {
            outlet.flush(life, by, isLast);
        } catch (SidecarException e) {
            troubles.add(String.valueOf(e.getMessage()));
        }
    }

    /** No time is left to send anything: keeps it for the next process. */
    void keep(SidecarContext life) {
        share();
        for (Outlet outlet : quick) {
            outlet.keep(life);
        }
        for (SlowOutlet outlet : slow) {
            if (!outlet.isRunning()) {
                outlet.outlet().keep(life);
            }
        }
    }

    private void share() {
        if (isShared) {
            List<Measured> measured = store.take();
            for (Outlet outlet : all()) {
                outlet.add(measured);
            }
        }
    }

    private List<Outlet> all() {
        List<Outlet> all = new ArrayList<>(quick);
        for (SlowOutlet outlet : slow) {
            all.add(outlet.outlet());
        }
        return all;
    }

    /** For a person. */
    String inWords() {
        StringBuilder words = new StringBuilder();
        for (Outlet outlet : all()) {
            words.append(words.isEmpty() ? "" : "; ").append(outlet.inWords());
        }
        return words.toString();
    }
}
