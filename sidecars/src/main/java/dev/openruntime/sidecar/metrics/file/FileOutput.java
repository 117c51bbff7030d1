package dev.openruntime.sidecar.metrics.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.sidecar.metrics.output.Batch;
import dev.openruntime.sidecar.metrics.output.Delivery;
import dev.openruntime.sidecar.metrics.output.Output;
import dev.openruntime.sidecar.metrics.output.Period;
import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesId;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Adds lines to a file. What can't be written to its end is cut off again. */
public final class FileOutput implements Output {

    private static final JsonFactory JSON = new JsonFactory();
    private static final double[] QUANTILES = {0.5, 0.9, 0.99};

    private final FileSettings settings;

    public FileOutput(FileSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public List<Batch> batches(List<Measured> measured, Period period) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.setRootValueSeparator(null);
            for (Measured one : measured) {
                write(json, one, period);
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("internal error: cannot write to memory", e);
        }
        return List.of(new Batch("", bytes.toByteArray(), measured));
    }

    private void write(JsonGenerator json, Measured one, Period period) throws IOException {
        SeriesId id = one.id();
        json.writeStartObject();
        json.writeStringField("time", period.until().toString());
        json.writeStringField("name", id.name());
        json.writeStringField("kind", id.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("unit", id.unit());
        json.writeObjectFieldStart("tags");
        for (Tag tag : Tag.merged(settings.tags(), id.tags())) {
            json.writeStringField(tag.name(), tag.value());
        }
        json.writeEndObject();
        List<Distribution.Step> steps = one.value().steps();
        switch (id.kind()) {
            case COUNTER, GAUGE, SET ->
                json.writeNumberField("value", steps.getFirst().value());
            case TIMER, HISTOGRAM -> writeSummary(json, steps);
        }
        json.writeEndObject();
    }

    private static void writeSummary(JsonGenerator json, List<Distribution.Step> steps) throws IOException {
        Distribution all = new Distribution();
        steps.forEach(step -> all.add(step.value(), step.times()));
        json.writeNumberField("count", all.count());
        json.writeNumberField("sum", all.sum());
        json.writeNumberField("min", steps.getFirst().value());
        json.writeNumberField("max", steps.getLast().value());
        for (double part : QUANTILES) {
            json.writeNumberField("p" + Math.round(part * 100), all.quantile(part));
        }
    }

    @Override
    public Delivery deliver(Batch batch, Duration within) {
        Path path = settings.path();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long length = file.length();
            try {
                file.seek(length);
                file.write(batch.bytes());
            } catch (IOException full) {
                file.setLength(length);
                throw full;
            }
            if (length + batch.bytes().length >= settings.mostBytes()) {
                Path _ = Files.move(
                        path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            return Delivery.accepted();
        } catch (IOException e) {
            return Delivery.kept("cannot write " + path + ": " + e.getMessage());
        }
    }
}
