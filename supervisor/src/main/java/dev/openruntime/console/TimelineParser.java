package dev.openruntime.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.openruntime.console.TimelineEntry.ChildChange;
import dev.openruntime.console.TimelineEntry.Invocation;
import dev.openruntime.console.TimelineEntry.NextSent;
import dev.openruntime.console.TimelineEntry.Phase;
import dev.openruntime.console.TimelineEntry.Span;
import dev.openruntime.console.TimelineEntry.Started;
import dev.openruntime.console.TimelineEntry.Stopped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads one line of the timeline. Unknown types, events and members are left out; a line that isn't JSON is an error.
 */
final class TimelineParser {

    private final JsonFactory json = new JsonFactory();

    /**
     * Parses a line without its line end.
     *
     * @return nothing if the line is of a type that this version doesn't know
     * @throws IOException if the line is no JSON object, or a member is missing or of the wrong kind
     */
    Optional<TimelineEntry> parse(byte[] bytes, int offset, int length) throws IOException {
        try (JsonParser parser = json.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            Members line = Members.read(parser);
            return switch (line.text("type")) {
                case "start" ->
                    Optional.of(new Started(line.instant("us"), line.number("pid"), line.maybe("launchedUs")));
                case "phase" -> Optional.of(new Phase(line.instant("us"), line.text("name")));
                case "child" -> child(line);
                case "next" -> Optional.of(new NextSent(line.instant("us")));
                case "invocation" -> Optional.of(invocation(line));
                case "stop" -> Optional.of(new Stopped(line.instant("us"), Math.toIntExact(line.number("status"))));
                default -> Optional.empty();
            };
        } catch (ArithmeticException e) {
            throw new IOException("a number is out of range", e);
        }
    }

    private static Optional<TimelineEntry> child(Members line) throws IOException {
        Optional<ChildMoment> moment = ChildMoment.of(line.text("event"));
        if (moment.isEmpty()) {
            return Optional.empty();
        }
        Long pid = line.numbers.get("pid");
        return Optional.of(new ChildChange(
                line.instant("us"),
                line.text("name"),
                line.text("role"),
                "embedded".equals(line.texts.get("kind")),
                moment.get(),
                pid == null ? OptionalLong.empty() : OptionalLong.of(pid),
                Optional.ofNullable(line.texts.get("detail")).filter(detail -> !detail.isBlank())));
    }

    private static Invocation invocation(Members line) throws IOException {
        List<Span> spans = new ArrayList<>();
        for (Members span : line.spans) {
            spans.add(new Span(
                    span.text("hook"),
                    span.texts.getOrDefault("stage", ""),
                    span.instant("us"),
                    Duration.of(span.number("durationUs"), ChronoUnit.MICROS),
                    span.texts.getOrDefault("result", "continue")));
        }
        return new Invocation(
                line.text("requestId"),
                line.instant("receivedUs"),
                line.instant("postedUs"),
                !line.text("outcome").equals("response"),
                Optional.ofNullable(line.texts.get("errorType")),
                spans);
    }

    /** The scalar members of one object, and the objects of its member {@code spans}. */
    private record Members(Map<String, String> texts, Map<String, Long> numbers, List<Members> spans) {

        /** Reads to the end of the object whose start the parser stands on. */
        static Members read(JsonParser parser) throws IOException {
            Members members = new Members(new HashMap<>(), new HashMap<>(), new ArrayList<>());
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
                if (token != JsonToken.FIELD_NAME) {
                    throw new IOException("the object has no end");
                }
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING) {
                    members.texts.put(name, parser.getText());
                } else if (value == JsonToken.VALUE_NUMBER_INT) {
                    members.numbers.put(name, parser.getLongValue());
                } else if (value == JsonToken.START_ARRAY && name.equals("spans")) {
                    readSpans(parser, members.spans);
                } else {
                    parser.skipChildren();
                }
            }
            return members;
        }

        private static void readSpans(JsonParser parser, List<Members> spans) throws IOException {
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token != JsonToken.START_OBJECT) {
                    throw new IOException("a span is not an object");
                }
                spans.add(read(parser));
            }
        }

        String text(String name) throws IOException {
            String text = texts.get(name);
            if (text == null) {
                throw new IOException("no text member `" + name + "`");
            }
            return text;
        }

        long number(String name) throws IOException {
            Long number = numbers.get(name);
            if (number == null) {
                throw new IOException("no integer member `" + name + "`");
            }
            return number;
        }

        Instant instant(String name) throws IOException {
            return Instant.EPOCH.plus(number(name), ChronoUnit.MICROS);
        }

        Optional<Instant> maybe(String name) throws IOException {
            return numbers.containsKey(name) ? Optional.of(instant(name)) : Optional.empty();
        }
    }
}
