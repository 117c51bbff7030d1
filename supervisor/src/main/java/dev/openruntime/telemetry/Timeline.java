package dev.openruntime.telemetry;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened when, as JSON lines in the file that {@code OPEN_RUNTIME_TIMELINE} names; {@code docs/timeline.md} says
 * what each line holds. Times are Unix microseconds, taken from the wall clock once and from the monotonic clock since.
 * Each line is one write, made before {@code next} is sent, so a reader that knows the invocation to be over finds its
 * line.
 */
public final class Timeline implements AutoCloseable {

    /** The variable that names the file. */
    public static final String VARIABLE = "OPEN_RUNTIME_TIMELINE";

    private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);
    private static final int LINE_CHARACTERS = 512;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Object lock = new Object();
    private final List<OutputStream> outputs;
    private final long anchorMicros;
    private final long anchorNanos;

    private Timeline(List<OutputStream> outputs) {
        this.outputs = outputs;
        this.anchorMicros = micros(Instant.now());
        this.anchorNanos = System.nanoTime();
    }

    /** Opens the file for appending; empty, with a line in the log, where it can't be written to. */
    public static Optional<Timeline> open(String path) {
        return open(Optional.of(path), Optional.empty());
    }

    /** The same, of a file or of a reader in this process, or of both; empty where there is neither. */
    static Optional<Timeline> open(Optional<String> path, Optional<? extends OutputStream> reader) {
        List<OutputStream> outputs = new ArrayList<>();
        reader.ifPresent(outputs::add);
        try {
            if (path.isPresent()) {
                outputs.add(new FileOutputStream(path.get(), /* append= */ true));
            }
        } catch (IOException e) {
            LOG.warn("cannot write the timeline: {}", e.getMessage());
        }
        return outputs.isEmpty() ? Optional.empty() : Optional.of(new Timeline(List.copyOf(outputs)));
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** A point on the {@link System#nanoTime()} scale as Unix microseconds. */
    long micros(long nanoTime) {
        return anchorMicros + (nanoTime - anchorNanos) / NANOS_PER_MICRO;
    }

    Line line(String type, long micros) {
        return new Line(type, micros);
    }

    private void write(StringBuilder line) {
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        synchronized (lock) {
            try {
                for (OutputStream output : outputs) {
                    output.write(bytes);
                }
            } catch (IOException e) {
                LOG.warn("cannot write the timeline: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            try {
                for (OutputStream output : outputs) {
                    output.close();
                }
            } catch (IOException e) {
                LOG.warn("cannot close the timeline: {}", e.getMessage());
            }
        }
    }

    /** One line being put together. */
    final class Line {

        private final StringBuilder json = new StringBuilder(LINE_CHARACTERS);

        private Line(String type, long micros) {
            json.append('{');
            with("type", type).with("us", micros);
        }

        Line with(String name, String value) {
            name(name);
            json.append('"');
            JsonStringEncoder.getInstance().quoteAsString(value, json);
            json.append('"');
            return this;
        }

        Line with(String name, long value) {
            name(name);
            json.append(value);
            return this;
        }

        /** A value that is JSON already. */
        Line withJson(String name, CharSequence value) {
            name(name);
            json.append(value);
            return this;
        }

        void write() {
            Timeline.this.write(json.append('}'));
        }

        /** The line as a value inside another. */
        CharSequence asValue() {
            return json.append('}');
        }

        private void name(String name) {
            json.append(json.length() == 1 ? "\"" : ",\"").append(name).append("\":");
        }
    }
}
