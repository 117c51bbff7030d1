package dev.openruntime.sidecar.metrics.emf;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.metrics.output.Batch;
import dev.openruntime.sidecar.metrics.output.Delivery;
import dev.openruntime.sidecar.metrics.output.Output;
import dev.openruntime.sidecar.metrics.output.Period;
import dev.openruntime.sidecar.metrics.series.Measured;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints to the function's log, which says of each line whether it has it. */
public final class EmfOutput implements Output {

    private final EmfSettings settings;
    private @Nullable SidecarContext life;

    public EmfOutput(EmfSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "emf";
    }

    @Override
    public void begin(SidecarContext context) {
        life = context;
    }

    @Override
    public List<Batch> batches(List<Measured> measured, Period period) {
        EmfLines made = EmfLines.of(measured, settings, period.until());
        SidecarContext context = life;
        if (made.droppedDimensions() > 0 && context != null) {
            context.meters().count("dimensions.dropped", made.droppedDimensions());
        }
        List<Batch> batches = new ArrayList<>(made.lines().size());
        for (EmfLine line : made.lines()) {
            batches.add(new Batch("", line.text().getBytes(StandardCharsets.US_ASCII), line.measured()));
        }
        return batches;
    }

    @Override
    public Delivery deliver(Batch batch, Duration within) {
        SidecarContext context = life;
        try {
            boolean printed = context != null && context.print(new String(batch.bytes(), StandardCharsets.US_ASCII));
            return printed ? Delivery.accepted() : Delivery.kept("the log stands still");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Delivery.kept("no time was left");
        }
    }
}
