package dev.openruntime.worker.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FrameCodecPropertyTest {

    /** Lengths instead of bytes, so that shrinking stays quick; the bytes follow from the seed. */
    record Sent(int headerBytes, int bodyBytes, long seed) {

        byte[] header() {
            return random(headerBytes, seed);
        }

        byte[] body() {
            return random(bodyBytes, seed + 1);
        }

        private static byte[] random(int length, long seed) {
            byte[] bytes = new byte[length];
            new Random(seed).nextBytes(bytes);
            return bytes;
        }
    }

    @Property
    void framesReadBackAsTheyWereWrittenHoweverTheStreamIsSplit(
            @ForAll("frames") List<Sent> sent, @ForAll("chunkSizes") List<Integer> chunkSizes) throws IOException {
        FrameReader reader = new FrameReader(new ChunkedStream(written(sent), chunkSizes));

        for (Sent expected : sent) {
            Frame frame = reader.read().orElseThrow();
            assertThat(frame.header().bytes()).isEqualTo(expected.header());
            assertThat(frame.body().bytes()).isEqualTo(expected.body());
            assertThat(frame.bodyBytes()).isEqualTo(expected.bodyBytes());
        }
        assertThat(reader.read()).isEmpty();
    }

    @Property
    void truncatedStreamsEndOrFailAsTruncatedAndNeverElse(
            @ForAll("smallFrames") List<Sent> sent,
            @ForAll @IntRange(max = 1_000_000) int cut,
            @ForAll("chunkSizes") List<Integer> chunkSizes)
            throws IOException {
        byte[] whole = written(sent);
        int length = whole.length == 0 ? 0 : cut % whole.length;
        FrameReader reader = new FrameReader(new ChunkedStream(Arrays.copyOf(whole, length), chunkSizes));

        boolean truncated = false;
        int read = 0;
        try {
            for (Optional<Frame> frame = reader.read(); frame.isPresent(); frame = reader.read()) {
                read++;
            }
        } catch (EOFException e) {
            truncated = true;
        }

        List<Integer> ends = ends(sent);
        assertThat(truncated).isEqualTo(length > 0 && !ends.contains(length));
        assertThat(read)
                .isEqualTo(Math.toIntExact(
                        ends.stream().filter(end -> end <= length).count()));
    }

    @Property
    void anyBytesAreFramesOrRefusedOrTruncatedAndNeverElse(
            @ForAll @Size(max = 400) byte[] bytes, @ForAll("chunkSizes") List<Integer> chunkSizes) throws IOException {
        FrameReader reader = new FrameReader(new ChunkedStream(bytes, chunkSizes));

        int shortest = bytes.length > 0 && bytes[0] == '{' ? 2 : 9; // by lines, `{}` is one

        try {
            while (reader.read().isPresent()) {
                assertThat(bytes.length).isGreaterThanOrEqualTo(shortest);
            }
        } catch (BadFrameException | EOFException expected) {
            assertThat(expected).hasMessageNotContaining("internal error");
        }
    }

    @Property
    void whatIsNoFrameByItsFirstByteIsRefusedHoweverShortItIs(
            @ForAll @IntRange(min = 1, max = 255) int first, @ForAll @Size(max = 20) byte[] rest) {
        Assume.that(first != '{'); // which begins a line, and any number of blanks may follow
        byte[] bytes = new byte[rest.length + 1];
        bytes[0] = (byte) first;
        System.arraycopy(rest, 0, bytes, 1, rest.length);
        InputStream endless = new SequenceInputStream(new ByteArrayInputStream(bytes), new Endless());

        assertThatExceptionOfType(BadFrameException.class).isThrownBy(() -> new FrameReader(endless).read());
    }

    @Provide
    Arbitrary<List<Sent>> frames() {
        Arbitrary<Integer> headers = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 300), Arbitraries.of(65_527, 65_528, 65_529, 65_535, 65_536));
        Arbitrary<Integer> bodies = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 300), Arbitraries.integers().between(65_000, 200_000));
        return list(headers, bodies, 6);
    }

    @Provide
    Arbitrary<List<Sent>> smallFrames() {
        return list(
                Arbitraries.integers().between(1, 40), Arbitraries.integers().between(0, 40), 5);
    }

    @Provide
    Arbitrary<List<Integer>> chunkSizes() {
        Arbitrary<Integer> size = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 9),
                Arbitraries.integers().between(10, 70_000),
                Arbitraries.of(4_096, 8_192, 65_536));
        return size.list().ofMinSize(1).ofMaxSize(8);
    }

    private static Arbitrary<List<Sent>> list(Arbitrary<Integer> headers, Arbitrary<Integer> bodies, int most) {
        return Combinators.combine(headers, bodies, Arbitraries.longs())
                .as(Sent::new)
                .list()
                .ofMaxSize(most);
    }

    private static byte[] written(List<Sent> frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(out);
        for (Sent frame : frames) {
            writer.write(frame.header(), Body.of(frame.body()));
        }
        return out.toByteArray();
    }

    private static List<Integer> ends(List<Sent> frames) {
        List<Integer> ends = new ArrayList<>();
        int end = 0;
        for (Sent frame : frames) {
            end += 8 + frame.headerBytes() + frame.bodyBytes();
            ends.add(end);
        }
        return ends;
    }

    /** A stream that stays open and says nothing more would block a reader that waits for it. */
    private static final class Endless extends InputStream {

        @Override
        public int read() {
            throw new AssertionError("the reader waits for more than it needs to see that this is no frame");
        }

        @Override
        public int read(byte[] into, int from, int most) {
            return read();
        }
    }
}
