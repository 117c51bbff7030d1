package dev.openruntime.worker;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.worker.frame.Frame;
import dev.openruntime.worker.frame.FrameReader;
import dev.openruntime.worker.frame.FrameWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the supervisor does for a hook call between its pipes: the header, the frame out, the frame in. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
public class FrameBenchmark {

    private static final byte[] RESULT = FrameWriter.header("{\"type\":\"result\",\"id\":4711,\"action\":\"continue\"}");

    /** Bytes of the body. */
    @Param({"0", "50", "5900000"})
    public int bytes;

    /** Whether the worker speaks lines. */
    @Param({"false", "true"})
    public boolean lines;

    private FrameWriter writer = new FrameWriter(OutputStream.nullOutputStream());
    private Body body = Body.EMPTY;
    private byte[] header = new byte[0];
    private FrameReader reader = new FrameReader(InputStream.nullInputStream());
    private Invocation invocation = invocation();

    @Setup
    public void prepare() throws IOException {
        body = Body.of(bytes == 0 ? "" : "\"" + "x".repeat(bytes - 2) + "\"");
        writer = new FrameWriter(OutputStream.nullOutputStream());
        ByteArrayOutputStream answered = new ByteArrayOutputStream();
        FrameWriter worker = new FrameWriter(answered);
        if (lines) {
            writer.speakLines();
            worker.speakLines();
        }
        worker.write(RESULT, body);
        reader = new FrameReader(new Again(answered.toByteArray()));
        header = header();
    }

    /** The header of a call, from the context that an invocation has. */
    @Benchmark
    public byte[] header() {
        CallContext context = CallContext.of(invocation);
        return FrameWriter.header(context.invokeHeader(4711, Hook.BEFORE, Deadline.in(Duration.ofSeconds(3))));
    }

    /** A call, written. */
    @Benchmark
    public void write() throws IOException {
        writer.write(header, body);
    }

    /** An answer, read and understood. */
    @Benchmark
    public Object read() throws IOException {
        Frame frame = reader.read().orElseThrow();
        return MessageReader.read(frame.header());
    }

    /** The same bytes for ever; one read ends where they do, as a worker's answer does. */
    private static final class Again extends InputStream {

        private final byte[] bytes;
        private int at;

        Again(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            int length = Math.min(most, bytes.length - at);
            System.arraycopy(bytes, at, into, from, length);
            at = (at + length) % bytes.length;
            return length;
        }
    }

    private static Invocation invocation() {
        return new Invocation(
                "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
                Body.EMPTY,
                Deadline.in(Duration.ofSeconds(3)),
                System.nanoTime(),
                Optional.of("arn:aws:lambda:us-east-1:012345678912:function:function"),
                Optional.of("Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("application/json"));
    }
}
