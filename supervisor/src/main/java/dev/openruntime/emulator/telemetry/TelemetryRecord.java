package dev.openruntime.emulator.telemetry;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/**
 * One record, as it came about; the bytes that a subscriber gets depend on what it asked for.
 *
 * @param type such as {@code platform.start}, or the source's own name
 * @param content of the member {@code record}
 */
record TelemetryRecord(Instant time, Source source, Audience audience, String type, Content content) {
    /** Three digits always, which {@code ISO_INSTANT} leaves out where they are zeros. */
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** The member {@code record}. */
    sealed interface Content {
        /** About how many bytes it takes. */
        default long size() {
            return switch (this) {
                case Value(byte[] json) -> json.length;
                case Line(String text, boolean maybeObject) -> text.length();
            };
        }

        /** JSON, whatever the schema. */
        @SuppressWarnings("ArrayRecordComponent") // never handed out
        record Value(byte[] json) implements Content {}

        /**
         * A printed line.
         *
         * @param maybeObject whether it may be given as the JSON object that it is, should it be one
         */
        record Line(String text, boolean maybeObject) implements Content {}
    }

    /** The whole record as one JSON object, without an end of line. */
    byte[] encoded(boolean structured) {
        return JsonBytes.object(json -> {
            json.writeStringField("time", timestamp());
            json.writeStringField("type", type);
            json.writeFieldName("record");
            switch (content) {
                case Content.Value(byte[] value) -> JsonBytes.writeRaw(json, value);
                case Content.Line(String text, boolean maybeObject) -> {
                    if (structured && maybeObject && JsonBytes.isObject(text)) {
                        json.writeRawValue(text.strip());
                    } else {
                        json.writeString(text);
                    }
                }
            }
        });
    }

    private String timestamp() {
        return MILLISECONDS.format(time.truncatedTo(ChronoUnit.MILLIS));
    }
}
