package dev.openruntime.sidecar.metrics.otlp;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.metrics.http.HttpOutput;
import dev.openruntime.sidecar.metrics.http.HttpPost;
import dev.openruntime.sidecar.metrics.output.Batch;
import dev.openruntime.sidecar.metrics.output.Delivery;
import dev.openruntime.sidecar.metrics.output.Instance;
import dev.openruntime.sidecar.metrics.output.Period;
import dev.openruntime.sidecar.metrics.output.Totals;
import dev.openruntime.sidecar.metrics.series.Measured;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends to a collector. The same batch has the same bytes whenever it is sent: sums since the begin of the process are
 * the same again, and of sums since the last batch a receiver can tell by their times that it has them.
 */
public final class OtlpOutput implements HttpOutput {

    private static final int SERIES_A_BATCH = 1_000;

    private final OtlpSettings settings;
    private final OtlpRequests requests;
    private final Totals totals;
    private final HttpPost post;
    private @Nullable SidecarContext life;

    /** @param totals used where they are sent */
    public OtlpOutput(OtlpSettings settings, Instance instance, Totals totals) {
        this.settings = settings;
        this.totals = totals;
        this.requests = new OtlpRequests(settings, instance);
        this.post = new HttpPost(settings.collector(), "application/x-protobuf", this::accepted);
    }

    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public void begin(SidecarContext context) {
        life = context;
    }

    @Override
    public HttpPost post() {
        return post;
    }

    @Override
    public boolean tellsTotals() {
        return settings.cumulative();
    }

    @Override
    public List<Batch> batches(List<Measured> measured, Period period) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < measured.size(); from += SERIES_A_BATCH) {
            List<Measured> some = measured.subList(from, Math.min(measured.size(), from + SERIES_A_BATCH));
            List<Totals.Total> told = new ArrayList<>();
            for (Measured one : some) {
                told.add(settings.cumulative() ? totals.with(one, period) : new Totals.Total(one, period.from()));
            }
            batches.add(new Batch(settings.collector().url().path(), requests.request(told, period.until()), some));
        }
        return batches;
    }

    @Override
    public void adopted(Batch batch, Period period) {
        if (settings.cumulative()) {
            totals.add(batch.measured(), period);
        }
    }

    /** A collector that takes a batch may leave some points out; it says how many. */
    private Delivery accepted(byte[] body) {
        PartialSuccess partly = PartialSuccess.read(body);
        SidecarContext context = life;
        if (partly.rejected() > 0 && context != null) {
            context.meters().count("points.rejected", partly.rejected());
        }
        return Delivery.accepted();
    }
}
