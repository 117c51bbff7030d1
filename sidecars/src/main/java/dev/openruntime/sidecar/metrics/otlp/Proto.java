package dev.openruntime.sidecar.metrics.otlp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A message of protobuf in the making. What has its default is left out only where the caller leaves it out. */
final class Proto {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int TYPE_BITS = 3;
    private static final int GROUP = 0x7f;
    private static final int MORE = 0x80;
    private static final int GROUP_BITS = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Proto number(int field, long value) {
        varint((long) field << TYPE_BITS | VARINT);
        varint(value);
        return this;
    }

    /** Of the type {@code sint32}. */
    Proto signed(int field, int value) {
        return number(field, Integer.toUnsignedLong((value << 1) ^ (value >> 31)));
    }

    Proto fixed(int field, long value) {
        varint((long) field << TYPE_BITS | FIXED64);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    Proto real(int field, double value) {
        return fixed(field, Double.doubleToLongBits(value));
    }

    Proto text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Proto message(int field, Proto value) {
        varint((long) field << TYPE_BITS | BYTES);
        varint(value.out.size());
        out.writeBytes(value.out.toByteArray());
        return this;
    }

    /** Packed, as numbers of a repeated field are. */
    Proto numbers(int field, long[] values) {
        Proto packed = new Proto();
        for (long value : values) {
            packed.varint(value);
        }
        return message(field, packed);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private Proto bytes(int field, byte[] value) {
        varint((long) field << TYPE_BITS | BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~GROUP) != 0) {
            out.write((int) (left & GROUP) | MORE);
            left >>>= GROUP_BITS;
        }
        out.write((int) left);
    }
}
