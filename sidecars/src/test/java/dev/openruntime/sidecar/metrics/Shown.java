package dev.openruntime.sidecar.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openruntime.sidecar.RecordingContext;
import dev.openruntime.sidecar.SidecarException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A sidecar that runs, and what it has brought out so far. */
final class Shown implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(30);

    final RecordingContext context = new RecordingContext();
    private final Metrics metrics;
    private final ObjectMapper json = new ObjectMapper();

    /** @param settings beside the namespace */
    Shown(Map<String, Object> settings) throws SidecarException {
        Map<String, Object> with = new HashMap<>(settings);
        with.put("namespace", "Shop");
        metrics = Metrics.create(with);
        metrics.start(context);
    }

    String variable(String name) {
        return metrics.environment().getOrDefault(name, "");
    }

    Shown flush() throws Exception {
        metrics.flush(LONG);
        return this;
    }

    String health() {
        return metrics.health().detail();
    }

    /** Whatever else is said, such as what is told once. */
    List<String> told() {
        return context.printed.stream().filter(line -> !line.startsWith("{")).toList();
    }

    /** How often something was counted. */
    long counted(String meter) {
        return context.counted.stream().filter(one -> one.equals(meter)).count();
    }

    /** All values of a metric so far, of series that have this tag if it isn't empty. */
    List<Double> values(String name, String tag, String value) throws IOException {
        List<Double> values = new ArrayList<>();
        for (String line : context.printed) {
            JsonNode record = line.startsWith("{") ? json.readTree(line) : json.createObjectNode();
            if (!tag.isEmpty() && !record.path(tag).asText().equals(value)) {
                continue;
            }
            JsonNode found = record.path(name);
            if (found.isNumber()) {
                values.add(found.doubleValue());
            }
            found.forEach(item -> values.add(item.doubleValue()));
        }
        return values;
    }

    List<Double> values(String name) throws IOException {
        return values(name, "", "");
    }

    double sum(String name) throws IOException {
        return values(name).stream().mapToDouble(Double::doubleValue).sum();
    }

    @Override
    public void close() {
        try {
            metrics.stop(LONG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
