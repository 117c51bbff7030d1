package dev.openruntime.sidecar.metrics.otlpserver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One in the wire format of protobuf, a part of the bytes of the whole. Its own fields are found at once, those of
 * messages in it when they are asked for; nothing is copied. Of a field that is there more often than it may be the
 * last one counts. Groups, which OTLP has none of, are malformed.
 */
final class ProtoMessage implements Message {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int TYPE = 7;
    private static final int GROUP = 0x7f;
    private static final int MORE = 0x80;
    private static final int GROUP_BITS = 7;

    private final byte[] bytes;
    private final List<Part> parts = new ArrayList<>();

    /** A field. Of bytes the value is where they begin. */
    private record Part(int field, int type, long value, int length) {}

    /** Goes through bytes from one place to another. */
    private static final class Cursor {

        private final byte[] bytes;
        private final int end;
        private int at;

        Cursor(byte[] bytes, int from, int end) {
            this.bytes = bytes;
            this.at = from;
            this.end = end;
        }

        boolean isAtEnd() {
            return at == end;
        }

        long varint() throws Malformed {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += GROUP_BITS) {
                skip(1);
                value |= (long) (bytes[at - 1] & GROUP) << shift;
                if ((bytes[at - 1] & MORE) == 0) {
                    return value;
                }
            }
            throw new Malformed("a number has no end");
        }

        long fixed64() throws Malformed {
            skip(Long.BYTES);
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(at - Long.BYTES);
        }

        void skip(long count) throws Malformed {
            if (count < 0 || count > end - at) {
                throw new Malformed("a field ends after its message");
            }
            at += (int) count;
        }
    }

    ProtoMessage(byte[] bytes) throws Malformed {
        this(bytes, 0, bytes.length);
    }

    private ProtoMessage(byte[] bytes, int from, int end) throws Malformed {
        this.bytes = bytes;
        Cursor cursor = new Cursor(bytes, from, end);
        while (!cursor.isAtEnd()) {
            long key = cursor.varint();
            int field = (int) (key >>> TYPE_BITS);
            int type = (int) (key & TYPE);
            switch (type) {
                case VARINT -> parts.add(new Part(field, type, cursor.varint(), 0));
                case FIXED64 -> parts.add(new Part(field, type, cursor.fixed64(), 0));
                case FIXED32 -> cursor.skip(Integer.BYTES);
                case BYTES -> {
                    long length = cursor.varint();
                    int begin = cursor.at;
                    cursor.skip(length);
                    parts.add(new Part(field, type, begin, (int) length));
                }
                default -> throw new Malformed("there is no type " + type + " of a field");
            }
        }
    }

    @Override
    public boolean has(Field field) {
        for (Part part : parts) {
            if (part.field() == field.number()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<Message> messages(Field field) throws Malformed {
        List<Message> messages = new ArrayList<>();
        for (Part part : parts) {
            if (part.field() == field.number()) {
                int from = (int) expect(part, BYTES).value();
                messages.add(new ProtoMessage(bytes, from, from + part.length()));
            }
        }
        return messages;
    }

    @Override
    public String text(Field field) throws Malformed {
        Part part = last(field, BYTES);
        return new String(bytes, (int) part.value(), part.length(), StandardCharsets.UTF_8);
    }

    @Override
    public long number(Field field) throws Malformed {
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            if (part.field() == field.number()) {
                if (part.type() == BYTES) {
                    throw new Malformed("the field " + field.number() + " is no number");
                }
                return part.value();
            }
        }
        return 0;
    }

    @Override
    public int signed(Field field) throws Malformed {
        return zigzag(number(field));
    }

    private static int zigzag(long number) {
        return (int) (number >>> 1) ^ -(int) (number & 1);
    }

    @Override
    public double real(Field field) throws Malformed {
        return Double.longBitsToDouble(last(field, FIXED64).value());
    }

    /** They may be packed or not. */
    @Override
    public long[] numbers(Field field, Width width) throws Malformed {
        List<Long> numbers = new ArrayList<>();
        for (Part part : parts) {
            if (part.field() != field.number()) {
                continue;
            }
            if (part.type() != BYTES) {
                numbers.add(part.value());
                continue;
            }
            Cursor cursor = new Cursor(bytes, (int) part.value(), (int) part.value() + part.length());
            while (!cursor.isAtEnd()) {
                numbers.add(width == Width.FIXED ? cursor.fixed64() : cursor.varint());
            }
        }
        long[] all = new long[numbers.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers.get(i);
        }
        return all;
    }

    @Override
    public double[] reals(Field field) throws Malformed {
        long[] bits = numbers(field, Width.FIXED);
        double[] reals = new double[bits.length];
        for (int i = 0; i < bits.length; i++) {
            reals[i] = Double.longBitsToDouble(bits[i]);
        }
        return reals;
    }

    private Part last(Field field, int type) throws Malformed {
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i).field() == field.number()) {
                return expect(parts.get(i), type);
            }
        }
        return new Part(field.number(), type, 0, 0);
    }

    private static Part expect(Part part, int type) throws Malformed {
        if (part.type() != type) {
            throw new Malformed("the field " + part.field() + " has another type");
        }
        return part;
    }
}
