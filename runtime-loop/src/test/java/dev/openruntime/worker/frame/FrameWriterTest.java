package dev.openruntime.worker.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.openruntime.invocation.Body;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameWriterTest {

    private final Recorder out = new Recorder();
    private final FrameWriter writer = new FrameWriter(out);

    @ParameterizedTest
    @CsvSource({"1, 0", "60, 50", "1, 65527", "65528, 0"})
    void shouldWriteAFrameThatFitsTheBufferAtOnce(int headerBytes, int bodyBytes) throws IOException {
        writer.write(new byte[headerBytes], Body.of(new byte[bodyBytes]));

        assertThat(out.writes).containsExactly(8 + headerBytes + bodyBytes);
    }

    @ParameterizedTest
    @CsvSource({"1, 65528", "65529, 0", "65536, 65536", "300, 6291556"})
    void shouldWriteALongerFrameInChunks(int headerBytes, int bodyBytes) throws IOException {
        byte[] header = filled(headerBytes, 3);
        byte[] body = filled(bodyBytes, 5);

        writer.write(header, Body.of(body));

        assertThat(out.writes).hasSizeGreaterThan(1).allMatch(length -> length > 0 && length <= 65_536);
        Frame frame = new FrameReader(new ByteArrayInputStream(out.bytes.toByteArray()))
                .read()
                .orElseThrow();
        assertThat(frame.header().bytes()).isEqualTo(header);
        assertThat(frame.body().bytes()).isEqualTo(body);
    }

    @Test
    void shouldWriteLengthsBigEndian() throws IOException {
        writer.write(new byte[0x0102], Body.of(new byte[0x030405]));

        assertThat(out.bytes.toByteArray()).startsWith(0, 0, 1, 2, 0, 3, 4, 5);
    }

    @Test
    void shouldWriteNothingOfAFrameWhoseHeaderIsTooLong() {
        assertThatIOException()
                .isThrownBy(() -> writer.write(new byte[65_537], Body.EMPTY))
                .withMessageContaining("cannot write a header of 65537 bytes");
        assertThat(out.writes).isEmpty();
    }

    private static byte[] filled(int length, int step) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * step + i / 251);
        }
        return bytes;
    }

    /** Remembers how long each write was. */
    private static final class Recorder extends OutputStream {

        private final List<Integer> writes = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int one) {
            writes.add(1);
            bytes.write(one);
        }

        @Override
        public void write(byte[] from, int at, int length) {
            writes.add(length);
            bytes.write(from, at, length);
        }
    }
}
