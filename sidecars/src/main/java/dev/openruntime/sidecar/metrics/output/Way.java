package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.metrics.series.Losses;
import dev.openruntime.sidecar.metrics.series.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an outlet knows from one flush to the next: batches in doubt, how the receiver behaves, what is in the spool,
 * and what was lost. One thread at a time; the words may be asked for by any thread.
 */
final class Way {

    private final Output output;
    private final Courier courier;
    private final SpoolSettings spoolSettings;
    private final String spoolKey;
    private final Losses losses;
    private final LossLog lossLog;
    private final List<Doubt> doubts = new ArrayList<>();
    private @Nullable Spool spool;
    private volatile String lost = "";

    Way(Output output, SpoolSettings spoolSettings, String spoolKey, Losses losses) {
        this.output = output;
        this.courier = new Courier(output);
        this.spoolSettings = spoolSettings;
        this.spoolKey = spoolKey;
        this.losses = losses;
        this.lossLog = new LossLog(output.name());
    }

    Output output() {
        return output;
    }

    Courier courier() {
        return courier;
    }

    /** Batches of which nobody knows, the eldest first. To be changed by who flushes. */
    List<Doubt> doubts() {
        return doubts;
    }

    /** Takes over what earlier processes left behind; what of it is certainly not there is returned. */
    List<Measured> adopt(SidecarContext life) {
        if (!Files.exists(spoolSettings.directory())) {
            return List.of();
        }
        try {
            Leftover left = spool(life).adopt();
            left.doubtful().forEach(doubtful -> doubts.add(Doubt.adopted(doubtful)));
            return left.unsent();
        } catch (IOException damaged) {
            life.meters().count("spool.damaged");
            return List.of();
        }
    }

    /** Keeps it for the next process. */
    void keep(SidecarContext life, List<Measured> unsent) {
        boolean kept = spool(life).save(new Leftover(left(List.of()), unsent));
        if (!kept && spoolSettings.mostBytes() > 0) {
            life.meters().count("spool.failed");
        }
    }

    /** Nothing is left. */
    void clear() {
        if (spool != null) {
            spool.clear();
        }
    }

    /** Whether the spool says what is to be sent: it must not say so any more of what was. */
    boolean writesAhead() {
        return spool != null && spool.isHolding();
    }

    /** For the next process, should this one end while a batch is under way. */
    void writeAhead(SidecarContext life, Batch underWay, List<Measured> unsent) {
        List<Leftover.Doubtful> all = left(List.of());
        if (output.isRepeatable()) {
            all.add(new Leftover.Doubtful(underWay, life.clock().instant(), 0));
        }
        save(all, unsent);
    }

    /** The same for a batch that stands for one in doubt. */
    void writeAhead(Doubt instead, Batch underWay, List<Measured> unsent) {
        List<Leftover.Doubtful> all = left(List.of(instead));
        all.add(instead.left().with(underWay));
        save(all, unsent);
    }

    private void save(List<Leftover.Doubtful> doubtful, List<Measured> unsent) {
        if (spool != null) {
            boolean _ = spool.save(new Leftover(doubtful, unsent));
        }
    }

    private List<Leftover.Doubtful> left(List<Doubt> without) {
        List<Leftover.Doubtful> all = new ArrayList<>();
        for (Doubt doubt : doubts) {
            if (!without.contains(doubt)) {
                all.add(doubt.left());
            }
        }
        return all;
    }

    /** It is lost, and counted by name and by the meter of the reason. */
    void drop(SidecarContext life, List<Measured> gone, String meter, String why) {
        gone.forEach(one -> losses.add(one.id().name(), one.value().values()));
        life.meters().count(meter);
        lossLog.add(gone, why);
        lost = ", lost: " + why;
    }

    /** Tells the log of what was lost. */
    void tellLosses(SidecarContext life, boolean isLast) {
        lossLog.tell(life, isLast);
    }

    private Spool spool(SidecarContext life) {
        Spool kept =
                spool == null ? new Spool(spoolSettings, spoolKey + "-" + life.name() + "-" + output.name()) : spool;
        spool = kept;
        return kept;
    }

    /** For a person: why something was lost; empty if nothing was. */
    String inWords() {
        return lost;
    }
}
