package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.sidecar.metrics.series.Kind;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesId;
import dev.openruntime.sidecar.metrics.series.Tag;
import dev.openruntime.sidecar.metrics.series.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/** A leftover as bytes. They begin with a version and a checksum of what follows: a file may have been cut. */
final class LeftoverCodec {

    private static final int VERSION = 0x6f726d32;
    private static final int HEADER_BYTES = 12;

    private LeftoverCodec() {}

    static byte[] write(Leftover leftover) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(leftover.doubtful().size());
        for (Leftover.Doubtful doubtful : leftover.doubtful()) {
            Batch batch = doubtful.batch();
            out.writeLong(doubtful.since().toEpochMilli());
            out.writeInt(doubtful.failures());
            writeText(out, batch.target());
            writeBytes(out, batch.bytes());
            writeAll(out, batch.measured());
        }
        writeAll(out, leftover.unsent());
        byte[] body = bytes.toByteArray();
        ByteArrayOutputStream whole = new ByteArrayOutputStream(body.length + HEADER_BYTES);
        DataOutputStream head = new DataOutputStream(whole);
        head.writeInt(VERSION);
        head.writeLong(checksum(body, 0));
        head.write(body);
        return whole.toByteArray();
    }

    /** @throws IOException if that isn't what was written, or not all of it */
    static Leftover read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (bytes.length < HEADER_BYTES || in.readInt() != VERSION || in.readLong() != checksum(bytes, HEADER_BYTES)) {
            throw new IOException("it is damaged");
        }
        List<Leftover.Doubtful> doubtful = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            Instant since = Instant.ofEpochMilli(in.readLong());
            int failures = in.readInt();
            Batch batch = new Batch(readText(in), readBytes(in), readAll(in));
            doubtful.add(new Leftover.Doubtful(batch, since, failures));
        }
        return new Leftover(doubtful, readAll(in));
    }

    private static long checksum(byte[] bytes, int from) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, from, bytes.length - from);
        return checksum.getValue();
    }

    private static void writeAll(DataOutputStream out, List<Measured> all) throws IOException {
        out.writeInt(all.size());
        for (Measured measured : all) {
            SeriesId id = measured.id();
            writeText(out, id.kind().name());
            writeText(out, id.name());
            writeText(out, id.unit());
            out.writeInt(id.tags().size());
            for (Tag tag : id.tags()) {
                writeText(out, tag.name());
                writeText(out, tag.value());
            }
            writeValue(out, measured.value());
        }
    }

    private static void writeValue(DataOutputStream out, Value value) throws IOException {
        switch (value) {
            case Value.Amount amount -> out.writeDouble(amount.amount());
            case Value.Members members -> {
                out.writeInt(members.members().size());
                for (String member : members.members()) {
                    writeText(out, member);
                }
            }
            case Value.Observed observed -> {
                List<Distribution.Step> steps = observed.steps();
                out.writeInt(steps.size());
                for (Distribution.Step step : steps) {
                    out.writeDouble(step.value());
                    out.writeLong(step.times());
                }
            }
        }
    }

    private static List<Measured> readAll(DataInputStream in) throws IOException {
        List<Measured> all = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            Kind kind = Kind.valueOf(readText(in));
            String name = readText(in);
            String unit = readText(in);
            List<Tag> tags = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                tags.add(new Tag(readText(in), readText(in)));
            }
            all.add(new Measured(new SeriesId(kind, name, unit, tags), readValue(in, kind)));
        }
        return all;
    }

    private static Value readValue(DataInputStream in, Kind kind) throws IOException {
        return switch (kind) {
            case COUNTER, GAUGE -> new Value.Amount(in.readDouble());
            case SET -> {
                Set<String> members = new HashSet<>();
                for (int left = in.readInt(); left > 0; left--) {
                    members.add(readText(in));
                }
                yield new Value.Members(members);
            }
            case TIMER, HISTOGRAM -> {
                Distribution distribution = new Distribution();
                for (int left = in.readInt(); left > 0; left--) {
                    distribution.add(in.readDouble(), in.readLong());
                }
                yield new Value.Observed(distribution);
            }
        };
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
