package dev.openruntime.sidecar.metrics.otlpserver;

import dev.openruntime.sidecar.json.PlainJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One in protobuf's JSON, as OTLP has it: names in camel case, whole numbers as numbers or texts, and texts for the
 * numbers that JSON doesn't know.
 */
final class JsonMessage implements Message {

    private final Map<?, ?> members;

    private JsonMessage(Map<?, ?> members) {
        this.members = members;
    }

    static JsonMessage read(byte[] utf8) throws Malformed {
        try {
            return new JsonMessage(PlainJson.object(utf8));
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            int newline = why.indexOf('\n'); // where in the body it is says more than it should
            throw new Malformed(newline < 0 ? why : why.substring(0, newline), e);
        }
    }

    @Override
    public boolean has(Field field) {
        return members.containsKey(field.name());
    }

    @Override
    public List<Message> messages(Field field) throws Malformed {
        List<Message> messages = new ArrayList<>();
        for (Object item : items(field)) {
            if (!(item instanceof Map<?, ?> map)) {
                throw other(field);
            }
            messages.add(new JsonMessage(map));
        }
        return messages;
    }

    @Override
    public String text(Field field) throws Malformed {
        Object value = members.get(field.name());
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            throw other(field);
        }
        return value == null ? "" : value.toString();
    }

    @Override
    public long number(Field field) throws Malformed {
        Object value = members.get(field.name());
        return value == null ? 0 : whole(field, value);
    }

    @Override
    public int signed(Field field) throws Malformed {
        long number = number(field);
        if (number != (int) number) {
            throw new Malformed("`" + field.name() + "` is too large");
        }
        return (int) number;
    }

    @Override
    public double real(Field field) throws Malformed {
        Object value = members.get(field.name());
        return value == null ? 0 : broken(field, value);
    }

    @Override
    public long[] numbers(Field field, Width width) throws Malformed {
        List<?> items = items(field);
        long[] numbers = new long[items.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = whole(field, items.get(i));
        }
        return numbers;
    }

    @Override
    public double[] reals(Field field) throws Malformed {
        List<?> items = items(field);
        double[] reals = new double[items.size()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = broken(field, items.get(i));
        }
        return reals;
    }

    private List<?> items(Field field) {
        Object value = members.get(field.name());
        return value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
    }

    private static long whole(Field field, Object value) throws Malformed {
        try {
            return switch (value) {
                case Long number -> number;
                case Boolean truth -> truth ? 1 : 0;
                case String digits -> Long.parseUnsignedLong(digits.startsWith("-") ? "x" : digits);
                default -> throw other(field);
            };
        } catch (NumberFormatException e) {
            return negative(field, value);
        }
    }

    private static long negative(Field field, Object value) throws Malformed {
        try {
            return Long.parseLong(value.toString());
        } catch (NumberFormatException e) {
            throw new Malformed("`" + field.name() + "` is no whole number", e);
        }
    }

    private static double broken(Field field, Object value) throws Malformed {
        try {
            return switch (value) {
                case Number number -> number.doubleValue();
                case String text -> Double.parseDouble(text); // NaN and Infinity are the same words in both
                default -> throw other(field);
            };
        } catch (NumberFormatException e) {
            throw new Malformed("`" + field.name() + "` is no number", e);
        }
    }

    private static Malformed other(Field field) {
        return new Malformed("`" + field.name() + "` has another type");
    }
}
