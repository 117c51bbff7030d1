package dev.openruntime.sidecar.metrics.otlpserver;

import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.ArrayList;
import java.util.List;

/** Attributes as tags. Those that are lists, mappings or bytes are left out. */
final class Attributes {

    private static final Field KEY = new Field(1, "key");
    private static final Field VALUE = new Field(2, "value");
    private static final Field TEXT = new Field(1, "stringValue");
    private static final Field TRUTH = new Field(2, "boolValue");
    private static final Field INT = new Field(3, "intValue");
    private static final Field DOUBLE = new Field(4, "doubleValue");

    private Attributes() {}

    static List<Tag> of(Message message, Field attributes) throws Malformed {
        List<Tag> tags = new ArrayList<>();
        for (Message attribute : message.messages(attributes)) {
            String key = attribute.text(KEY);
            for (Message value : attribute.messages(VALUE)) {
                String text = text(value);
                if (!key.isEmpty() && !text.isEmpty()) {
                    tags.add(new Tag(key, text));
                }
            }
        }
        return tags;
    }

    private static String text(Message value) throws Malformed {
        if (value.has(TRUTH)) {
            return value.number(TRUTH) != 0 ? "true" : "false";
        }
        if (value.has(INT)) {
            return String.valueOf(value.number(INT));
        }
        return value.has(DOUBLE) ? String.valueOf(value.real(DOUBLE)) : value.text(TEXT);
    }
}
