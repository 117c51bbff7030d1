package dev.openruntime.telemetry;

import dev.openruntime.process.OutputBatch;
import dev.openruntime.process.OutputFormat;
import dev.openruntime.process.OutputLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes a child's lines down as records that say who wrote them, where to, and during which invocation. What is the
 * same for all lines that were read at once is put together once: a child can print a million lines a second.
 *
 * <p>In JSON a line that is a JSON object stays one: its members, then those of ours that it doesn't have. Its own
 * {@code timestamp} and {@code level} count; another name of ours that it uses itself gets an underscore before it. In
 * text the tags follow the line, or go before it where it looks like JSON, so that it ends the record as it is.
 */
final class ChildLineFormat implements OutputFormat {

    private final LogSettings settings;
    private final InstantSource time;
    private final String child;
    private final String stream;
    private final Supplier<Optional<String>> requestId;

    private Instant at = Instant.EPOCH;
    private String request = "";
    private byte[] before = {};
    private byte[] after = {};

    /** @param requestId of the invocation that the child works for now, or worked for last */
    ChildLineFormat(
            LogSettings settings,
            InstantSource time,
            String child,
            OutputLine.Stream stream,
            Supplier<Optional<String>> requestId) {
        this.settings = settings;
        this.time = time;
        this.child = child;
        this.stream = stream.name().toLowerCase(Locale.ROOT);
        this.requestId = requestId;
    }

    @Override
    public void begin() {
        at = time.instant();
        request = requestId.get().orElse("");
        switch (settings.format()) {
            case TEXT -> {
                before = utf8(at + "\tINFO\t" + child + '\t');
                after = utf8("stream=" + stream + (request.isEmpty() ? "" : " requestId=" + request));
            }
            case JSON -> {
                before = utf8(
                        "{\"timestamp\":\"" + at + "\",\"level\":\"INFO\",\"logger\":\"" + child + "\",\"message\":\"");
                after = utf8("\",\"stream\":\"" + stream + '"'
                        + (request.isEmpty() ? "" : ",\"requestId\":" + JsonText.string(request)));
            }
        }
    }

    @Override
    public void write(byte[] bytes, int from, int to, OutputLine line, OutputBatch into) {
        boolean likelyJson = !line.isPiece() && to - from >= 2 && bytes[from] == '{' && bytes[to - 1] == '}';
        switch (settings.format()) {
            case TEXT -> text(bytes, from, to, line, likelyJson, into);
            case JSON -> {
                Optional<JsonLine> json = likelyJson ? JsonLine.read(bytes, from, to) : Optional.empty();
                if (json.isPresent()) {
                    merged(bytes, json.get(), into);
                } else {
                    wrapped(bytes, from, to, line, into);
                }
            }
        }
    }

    private void text(byte[] bytes, int from, int to, OutputLine line, boolean last, OutputBatch into) {
        if (!settings.wants(LogLevel.INFO)) {
            return;
        }
        int start = RecordFrame.begin(settings, into);
        into.add(before);
        if (last) {
            into.add(after);
            into.add(' ');
            JsonText.plain(bytes, from, to, into);
        } else {
            JsonText.plain(bytes, from, to, into);
            into.add(' ');
            into.add(after);
            if (line.isPiece()) {
                into.add(" part=" + line.number() + (line.more() ? "+" : ""));
            }
        }
        RecordFrame.end(settings, LogLevel.INFO, at, start, into);
    }

    private void wrapped(byte[] bytes, int from, int to, OutputLine line, OutputBatch into) {
        if (!settings.wants(LogLevel.INFO)) {
            return;
        }
        int start = RecordFrame.begin(settings, into);
        into.add(before);
        JsonText.quoted(bytes, from, to, into);
        into.add(after);
        if (line.isPiece()) {
            into.add(",\"part\":" + line.number() + ",\"more\":" + line.more());
        }
        into.add('}');
        RecordFrame.end(settings, LogLevel.INFO, at, start, into);
    }

    private void merged(byte[] bytes, JsonLine json, OutputBatch into) {
        LogLevel level = json.level().orElse(LogLevel.INFO);
        if (!settings.wants(level)) {
            return;
        }
        int start = RecordFrame.begin(settings, into);
        into.add('{');
        into.add(bytes, json.from(), json.to());
        if (!json.isEmpty()) {
            into.add(',');
        }
        if (!json.names().contains("timestamp")) {
            into.add("\"timestamp\":\"" + at + "\",");
        }
        if (!json.names().contains("level")) {
            into.add("\"level\":\"INFO\",");
        }
        tag("logger", child, json, into);
        into.add(',');
        tag("stream", stream, json, into);
        if (!request.isEmpty()) {
            into.add(',');
            tag("requestId", request, json, into);
        }
        into.add('}');
        RecordFrame.end(settings, level, at, start, into);
    }

    private static void tag(String name, String value, JsonLine json, OutputBatch into) {
        into.add((json.names().contains(name) ? "\"_" : "\"") + name + "\":" + JsonText.string(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
