package dev.openruntime.worker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.openruntime.invocation.Body;
import dev.openruntime.worker.frame.BadFrameException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads headers. Streams through the members instead of building a tree: a header is read twice an invocation and
 * worker. Members that it doesn't know are skipped, as the protocol demands.
 */
final class MessageReader {

    private static final JsonFactory JSON = new JsonFactory();

    private String type = "";
    private long id = -1;
    private String action = "";
    private Optional<String> contentType = Optional.empty();
    private int protocol;
    private int concurrency = 1;
    private List<String> hooks = List.of();
    private List<String> noBody = List.of();
    private String level = "info";
    private String message = "";
    private Optional<String> fields = Optional.empty();
    private String note = "";
    private List<String> lines = List.of();
    private Optional<StackOffer> stack = Optional.empty();
    private Optional<MetricMembers> metric = Optional.empty();

    private MessageReader() {}

    /** The message in this header; a header that is no JSON object, or whose members have wrong types, is no frame. */
    static WorkerMessage read(Body header) throws BadFrameException {
        MessageReader reader = new MessageReader();
        try (JsonParser json = JSON.createParser(header.bytes())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw bad(header, "it is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                json.nextToken();
                reader.member(member, json);
            }
            if (json.nextToken() != null) {
                throw bad(header, "something follows the JSON object");
            }
            return reader.message();
        } catch (BadFrameException e) {
            throw e;
        } catch (IOException e) {
            throw bad(header, e.getMessage() == null ? e.toString() : firstLine(e.getMessage()));
        }
    }

    /** A member that is null counts as absent: not every language leaves it out. */
    private void member(String member, JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (member) {
            case "type" -> type = string(json);
            case "id" -> id = integer(json).getLongValue();
            case "action" -> action = string(json);
            case "contentType" -> contentType = Optional.of(string(json));
            case "protocol" -> protocol = integer(json).getIntValue();
            case "concurrency" -> concurrency = integer(json).getIntValue();
            case "hooks" -> hooks = strings(json);
            case "noBody" -> noBody = strings(json);
            case "level" -> level = string(json);
            case "message" -> message = string(json);
            case "fields" -> fields = Optional.of(copy(json));
            case "note" -> note = string(json);
            case "lines" -> lines = strings(json);
            case "stack" -> stack = StackOffer.read(json);
            default -> metricOrNothing(member, json);
        }
    }

    private void metricOrNothing(String member, JsonParser json) throws IOException {
        if (!MetricMembers.has(member)) {
            json.skipChildren();
            return;
        }
        MetricMembers members = metric.orElseGet(MetricMembers::new);
        metric = Optional.of(members);
        members.read(member, json);
    }

    private WorkerMessage message() {
        return switch (type) {
            case "ready" -> new WorkerMessage.Ready(protocol, hooks, concurrency, noBody, stack);
            case "failed" -> new WorkerMessage.Failed();
            case "result" -> new WorkerMessage.Result(id, action, contentType);
            case "log" -> new WorkerMessage.Log(level, message, fields, optionalId());
            case "progress" -> new WorkerMessage.Progress(optionalId(), note);
            case "stack" -> new WorkerMessage.Stack(optionalId(), lines);
            case "metric" -> metric.orElseGet(MetricMembers::new).message();
            default -> new WorkerMessage.Unknown(type);
        };
    }

    private OptionalLong optionalId() {
        return id < 0 ? OptionalLong.empty() : OptionalLong.of(id);
    }

    private static JsonParser integer(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new IOException("`" + json.currentName() + "` must be an integer");
        }
        return json;
    }

    private static String string(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new IOException("`" + json.currentName() + "` must be a string");
        }
        return json.getText();
    }

    private static List<String> strings(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("`" + json.currentName() + "` must be an array of strings");
        }
        List<String> strings = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            strings.add(string(json));
        }
        return strings;
    }

    private static String copy(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            generator.copyCurrentStructure(json);
        }
        return text.toString();
    }

    private static BadFrameException bad(Body header, String why) {
        return BadFrameException.showing(
                "no frame: cannot read a header, " + why + ": ", header.bytes(), 0, header.length());
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
