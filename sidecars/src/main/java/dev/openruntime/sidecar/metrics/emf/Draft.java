package dev.openruntime.sidecar.metrics.emf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.sidecar.metrics.series.Measured;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A line in the making: metrics that share their dimensions, as many as it takes. */
final class Draft {

    private static final int MOST_BYTES = 30 * 1024; // the log takes 32 KiB in one piece
    private static final int MOST_METRICS = 100;
    private static final double LARGEST_WHOLE = 1L << 53;
    private static final int BYTES_AROUND = 1024;

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private int bytes;

    Draft(Dimensions dimensions) {
        this.bytes = BYTES_AROUND + dimensions.bytes();
    }

    /** Takes it, unless it is full or knows that name already. */
    boolean takes(Metric metric) {
        boolean fits = metrics.size() < MOST_METRICS
                && bytes + metric.bytes() <= MOST_BYTES
                && !metrics.containsKey(metric.name());
        if (fits) {
            metrics.put(metric.name(), metric);
            bytes += metric.bytes();
        }
        return fits;
    }

    EmfLine line(EmfSettings settings, Dimensions dimensions, Instant at) {
        StringWriter text = new StringWriter(bytes);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, settings, named(dimensions), at);
        } catch (IOException e) {
            throw new UncheckedIOException("internal error: cannot write to memory", e);
        }
        List<Measured> measured = new ArrayList<>();
        for (Metric metric : metrics.values()) {
            measured.add(metric.part());
        }
        return new EmfLine(text.toString(), measured);
    }

    /** A dimension that is called like a metric of this line gets an underscore: both are members of one object. */
    private Map<String, String> named(Dimensions dimensions) {
        Map<String, String> named = new LinkedHashMap<>();
        for (Map.Entry<String, String> dimension : dimensions.values().entrySet()) {
            String name = dimension.getKey();
            while (metrics.containsKey(name) || named.containsKey(name)) {
                name += "_";
            }
            named.put(name, dimension.getValue());
        }
        return named;
    }

    private void write(JsonGenerator json, EmfSettings settings, Map<String, String> dimensions, Instant at)
            throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("_aws");
        json.writeNumberField("Timestamp", at.toEpochMilli());
        json.writeArrayFieldStart("CloudWatchMetrics");
        json.writeStartObject();
        json.writeStringField("Namespace", settings.namespace());
        json.writeArrayFieldStart("Dimensions");
        json.writeStartArray();
        for (String name : dimensions.keySet()) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeEndArray();
        writeDefinitions(json, settings.resolution());
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
            json.writeStringField(dimension.getKey(), dimension.getValue());
        }
        for (Metric metric : metrics.values()) {
            json.writeFieldName(metric.name());
            writeValues(json, metric);
        }
        json.writeEndObject();
    }

    private void writeDefinitions(JsonGenerator json, int resolution) throws IOException {
        json.writeArrayFieldStart("Metrics");
        for (Metric metric : metrics.values()) {
            json.writeStartObject();
            json.writeStringField("Name", metric.name());
            json.writeStringField("Unit", metric.part().id().unit());
            if (resolution == 1) {
                json.writeNumberField("StorageResolution", 1);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeValues(JsonGenerator json, Metric metric) throws IOException {
        boolean isOne = metric.part().value().count() == 1;
        if (!isOne) {
            json.writeStartArray();
        }
        for (Distribution.Step step : metric.part().value().steps()) {
            for (long time = 0; time < step.times(); time++) {
                writeNumber(json, step.value());
            }
        }
        if (!isOne) {
            json.writeEndArray();
        }
    }

    private static void writeNumber(JsonGenerator json, double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
