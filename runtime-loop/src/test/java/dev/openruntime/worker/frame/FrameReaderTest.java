package dev.openruntime.worker.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 65_537, 0x7B227479L, 0xFFFF_FFFFL})
    void shouldRefuseAHeaderLengthThatIsNotAllowed(long headerBytes) {
        byte[] stream = concatenated(prefix(1, 0), "x".getBytes(UTF_8), prefix(headerBytes, 0));

        FrameReader reader = new FrameReader(new ByteArrayInputStream(stream));

        assertThatExceptionOfType(BadFrameException.class).isThrownBy(() -> {
            assertThat(reader.read()).isPresent();
            reader.read();
        });
    }

    @Test
    void shouldTakeTheLongestHeader() throws IOException {
        byte[] header = new byte[65_536];
        Arrays.fill(header, (byte) ' ');

        Frame frame = readerOf(prefix(header.length, 2), header, new byte[] {1, 2})
                .read()
                .orElseThrow();

        assertThat(frame.header().bytes()).isEqualTo(header);
        assertThat(frame.body().bytes()).containsExactly(1, 2);
    }

    @Test
    void shouldTakeTheLongestBody() throws IOException {
        byte[] body = new byte[6_291_556];
        body[body.length - 1] = 7;

        Frame frame =
                readerOf(prefix(1, body.length), new byte[] {'h'}, body).read().orElseThrow();

        assertThat(frame.bodyDiscarded()).isFalse();
        assertThat(frame.body().bytes()).isEqualTo(body);
    }

    @Test
    void shouldDiscardALongerBodyAndReadOn() throws IOException {
        byte[] body = new byte[6_291_557];

        FrameReader reader =
                readerOf(prefix(1, body.length), new byte[] {'h'}, body, prefix(4, 0), "next".getBytes(UTF_8));
        Frame discarded = reader.read().orElseThrow();
        Frame next = reader.read().orElseThrow();

        assertThat(discarded.bodyDiscarded()).isTrue();
        assertThat(discarded.bodyBytes()).isEqualTo(6_291_557);
        assertThat(discarded.body()).isEqualTo(Body.EMPTY);
        assertThat(next.header().text()).isEqualTo("next");
    }

    @Test
    void shouldDiscardABodyThatNoHeapCouldHoldWithoutHoldingIt() throws IOException {
        InputStream start = new ByteArrayInputStream(concatenated(prefix(1, 0xFFFF_FFFFL), new byte[] {'h'}));
        InputStream zeros = new Zeros(0xFFFF_FFFFL);
        InputStream after = new ByteArrayInputStream(concatenated(prefix(1, 0), new byte[] {'n'}));
        FrameReader reader =
                new FrameReader(new SequenceInputStream(Collections.enumeration(List.of(start, zeros, after))));

        Frame discarded = reader.read().orElseThrow();
        Frame next = reader.read().orElseThrow();

        assertThat(discarded.bodyBytes()).isEqualTo(0xFFFF_FFFFL);
        assertThat(next.header().text()).isEqualTo("n");
    }

    @Test
    void shouldFailAsTruncatedWhenADiscardedBodyEndsEarly() {
        FrameReader reader = readerOf(prefix(1, 0xFFFF_FFFFL), new byte[] {'h'}, new byte[100]);

        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(reader::read)
                .withMessage("the stream ended inside a frame, 4294967195 bytes before its end");
    }

    @Test
    void shouldShowTheFirstTwoHundredBytesOfGarbagePrintably() {
        String garbage = "Traceback (most recent call last):\n\u001b[31m" + "x".repeat(300);

        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(readerOf(garbage.getBytes(UTF_8))::read)
                .withMessageContaining("Traceback (most recent call last):\uFFFD\uFFFD[31m" + "x".repeat(160) + '"')
                .withMessageNotContaining("x".repeat(161));
    }

    @Test
    void shouldShowGarbageInMidStream() throws IOException {
        FrameReader reader = readerOf(prefix(1, 1), new byte[] {'h', 'b'}, "oops, a print\n".getBytes(UTF_8));
        assertThat(reader.read()).isPresent();

        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(reader::read)
                .withMessageContaining("oops, a print");
    }

    @Test
    void shouldEndWhenTheStreamIsEmpty() throws IOException {
        assertThat(readerOf().read()).isEmpty();
    }

    private static FrameReader readerOf(byte[]... parts) {
        return new FrameReader(new ByteArrayInputStream(concatenated(parts)));
    }

    private static byte[] prefix(long headerBytes, long bodyBytes) {
        return ByteBuffer.allocate(8)
                .putInt((int) headerBytes)
                .putInt((int) bodyBytes)
                .array();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** So many bytes that nobody has to hold. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            if (left <= 0) {
                return -1;
            }
            int length = (int) Math.min(most, left);
            left -= length;
            return length;
        }
    }
}
