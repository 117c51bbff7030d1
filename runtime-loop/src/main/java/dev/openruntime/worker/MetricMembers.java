package dev.openruntime.worker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The members of a {@code metric} note. A wrong one costs the note and not the worker: what is measured is worth less
 * than what is done.
 */
final class MetricMembers {

    private String name = "";
    private String kind = "";
    private String unit = "";
    private String member = "";
    private String wrong = "";
    private final List<Double> values = new ArrayList<>();
    private final Map<String, String> tags = new LinkedHashMap<>();

    /** Whether a member is one of these; other frames may have members of these names, which mean nothing. */
    static boolean has(String member) {
        return switch (member) {
            case "name", "kind", "value", "values", "unit", "tags" -> true;
            default -> false;
        };
    }

    /** Reads one of them, whatever it is. */
    void read(String member, JsonParser json) throws IOException {
        switch (member) {
            case "name" -> name = string(member, json);
            case "kind" -> kind = string(member, json);
            case "unit" -> unit = string(member, json);
            case "value" -> value(json);
            case "values" -> values(json);
            default -> tags(json);
        }
    }

    private void value(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            member = json.getText();
        } else {
            number("value", json);
        }
    }

    private void values(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            isWrong("values", "an array of numbers", json);
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            number("values", json);
        }
    }

    private void number(String where, JsonParser json) throws IOException {
        double number = json.currentToken().isNumeric() ? json.getDoubleValue() : Double.NaN;
        if (Double.isFinite(number)) {
            values.add(number);
        } else {
            isWrong(where, "a number", json);
        }
    }

    private void tags(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            isWrong("tags", "an object", json);
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String tag = json.currentName();
            json.nextToken();
            if (json.currentToken().isScalarValue()) {
                tags.put(tag, json.getText());
            } else {
                isWrong("tags", "an object of strings", json);
            }
        }
    }

    private String string(String where, JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        isWrong(where, "a string", json);
        return "";
    }

    private void isWrong(String where, String wanted, JsonParser json) throws IOException {
        wrong = "`" + where + "` must be " + wanted;
        json.skipChildren();
    }

    /** All of them. */
    WorkerMessage.Metric message() {
        try {
            MetricNote.Kind known = MetricNote.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
            boolean isSet = known == MetricNote.Kind.SET;
            if (wrong.isEmpty() && name.isBlank()) {
                wrong = "it needs a `name`";
            } else if (wrong.isEmpty() && (isSet ? member.isEmpty() : values.isEmpty() || !member.isEmpty())) {
                wrong = isSet ? "a set needs a `value` that is a string" : "it needs a `value` that is a number";
            }
            return wrong.isEmpty()
                    ? new WorkerMessage.Metric.Good(
                            new MetricNote(name, known, isSet ? List.of() : values, member, unit, tags))
                    : new WorkerMessage.Metric.Bad(wrong);
        } catch (IllegalArgumentException unknown) {
            return new WorkerMessage.Metric.Bad(
                    wrong.isEmpty() ? "its `kind` must be counter, gauge, timer, histogram or set" : wrong);
        }
    }
}
