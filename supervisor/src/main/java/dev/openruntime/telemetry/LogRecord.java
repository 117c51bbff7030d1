package dev.openruntime.telemetry;

import dev.openruntime.process.OutputBatch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing said, by the supervisor or by a worker's kit, and how it is written down. On standard output each line feed
 * ends an event for the platform, so those inside a message become carriage returns in text, as the official runtimes
 * do; in a frame they stay.
 *
 * @param speaker {@code supervisor}, or a child's name
 * @param members further members, each a {@link RawJson} or text
 */
record LogRecord(
        Instant at,
        LogLevel level,
        String speaker,
        String message,
        Map<String, Object> members,
        Optional<String> stackTrace) {

    /** The speaker of what no child said. */
    static final String SUPERVISOR = "supervisor";

    /** The longest message in one record: the platform cuts or refuses what is longer than 256 KiB as UTF-8. */
    static final int MOST_CHARACTERS = 32 * 1024;

    /** Adds one record, or several where the message is too long for one. */
    void write(LogSettings settings, OutputBatch into) {
        if (message.length() <= MOST_CHARACTERS) {
            writeOne(settings, into);
            return;
        }
        int from = 0;
        for (int part = 1; from < message.length(); part++) {
            int to = Math.min(message.length(), from + MOST_CHARACTERS);
            if (to < message.length() && Character.isHighSurrogate(message.charAt(to - 1))) {
                to--;
            }
            piece(settings.format(), from, to, part).writeOne(settings, into);
            from = to;
        }
    }

    private LogRecord piece(LogFormat format, int from, int to, int part) {
        boolean more = to < message.length();
        Map<String, Object> marked = new LinkedHashMap<>(members);
        switch (format) {
            case TEXT -> marked.put("part", part + (more ? "+" : ""));
            case JSON -> {
                marked.put("part", new RawJson(String.valueOf(part)));
                marked.put("more", new RawJson(String.valueOf(more)));
            }
        }
        Optional<String> trace = more ? Optional.empty() : stackTrace;
        return new LogRecord(at, level, speaker, message.substring(from, to), marked, trace);
    }

    private void writeOne(LogSettings settings, OutputBatch into) {
        int start = RecordFrame.begin(settings, into);
        switch (settings.format()) {
            case TEXT -> {
                String text = text();
                into.add(settings.framed() ? text : text.replace('\n', '\r'));
            }
            case JSON -> json(into);
        }
        RecordFrame.end(settings, level, at, start, into);
    }

    private String text() {
        StringBuilder line = new StringBuilder(message.length() + 100);
        line.append(at).append('\t').append(level).append('\t');
        line.append(speaker).append('\t').append(message);
        members.forEach(
                (name, value) -> line.append(' ').append(name).append('=').append(value));
        stackTrace.ifPresent(trace -> line.append('\n').append(trace));
        return line.toString();
    }

    private void json(OutputBatch into) {
        into.add("{\"timestamp\":\"" + at + "\",\"level\":\"" + level + "\",\"logger\":" + JsonText.string(speaker));
        into.add(",\"message\":\"");
        JsonText.quoted(message, into);
        into.add('"');
        members.forEach((name, value) -> {
            String json = value instanceof RawJson raw ? raw.json() : JsonText.string(String.valueOf(value));
            into.add("," + JsonText.string(name) + ":" + json);
        });
        stackTrace.ifPresent(trace -> into.add(",\"stackTrace\":" + JsonText.string(trace)));
        into.add('}');
    }
}
