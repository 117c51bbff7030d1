package dev.openruntime.sidecar.metrics.pushgateway;

import dev.openruntime.sidecar.metrics.http.HttpOutput;
import dev.openruntime.sidecar.metrics.http.HttpPost;
import dev.openruntime.sidecar.metrics.output.Batch;
import dev.openruntime.sidecar.metrics.output.Delivery;
import dev.openruntime.sidecar.metrics.output.Instance;
import dev.openruntime.sidecar.metrics.output.Period;
import dev.openruntime.sidecar.metrics.output.Totals;
import dev.openruntime.sidecar.metrics.series.Measured;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Posts the totals of each name that has changed. A batch knows its group, so that one of an earlier process is posted
 * again where that process posted it, and never under this one's name.
 */
public final class PushgatewayOutput implements HttpOutput {

    private static final String TYPE = "text/plain; version=0.0.4";
    private static final int NAMES_A_BATCH = 500;

    private final PushgatewaySettings settings;
    private final String group;
    private final Totals totals;
    private final Families families = new Families();
    private final HttpPost post;

    /** @param totals that were sent */
    public PushgatewayOutput(PushgatewaySettings settings, Instance instance, Totals totals) {
        this.settings = settings;
        this.totals = totals;
        this.group = settings.gateway().url().path() + "/metrics/job@base64/"
                + encoded(settings.job().orElse(instance.function())) + "/instance@base64/" + encoded(instance.id());
        this.post = new HttpPost(settings.gateway(), TYPE, _ -> Delivery.accepted());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return "pushgateway";
    }

    @Override
    public HttpPost post() {
        return post;
    }

    @Override
    public boolean tellsTotals() {
        return true;
    }

    @Override
    public List<Batch> batches(List<Measured> measured, Period period) {
        Map<String, List<Measured>> changed = new LinkedHashMap<>();
        for (Measured one : measured) {
            changed.computeIfAbsent(families.name(one.id()), _ -> new ArrayList<>())
                    .add(one);
        }
        List<Batch> batches = new ArrayList<>();
        List<String> names = new ArrayList<>(changed.keySet());
        for (int from = 0; from < names.size(); from += NAMES_A_BATCH) {
            PrometheusText text = new PrometheusText(settings.labels(), Set.of("job", "instance"));
            List<Measured> some = new ArrayList<>();
            for (String name : names.subList(from, Math.min(names.size(), from + NAMES_A_BATCH))) {
                List<Measured> news = changed.getOrDefault(name, List.of());
                text.family(name, all(name, news, period));
                some.addAll(news);
            }
            batches.add(new Batch(group, text.toString().getBytes(StandardCharsets.UTF_8), some));
        }
        return batches;
    }

    /** Those that haven't changed too: what isn't posted of a name is gone. */
    private List<Measured> all(String family, List<Measured> news, Period period) {
        Map<String, Measured> all = new LinkedHashMap<>();
        for (Measured known : totals.named(news.getFirst().id().name())) {
            if (families.name(known.id()).equals(family)) {
                all.put(known.id().key(), known);
            }
        }
        for (Measured one : news) {
            all.put(one.id().key(), totals.with(one, period).measured());
        }
        return new ArrayList<>(all.values());
    }

    @Override
    public void adopted(Batch batch, Period period) {
        totals.add(batch.measured(), period);
    }
}
