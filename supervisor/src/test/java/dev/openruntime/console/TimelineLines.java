package dev.openruntime.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes timelines as the supervisor does, with times given in microseconds since the start of its process. */
final class TimelineLines {

    private static final long T0 = 1_790_000_000_000_000L;

    private final StringBuilder lines = new StringBuilder();

    static TimelineLines started(long mainUs) {
        return new TimelineLines()
                .raw("{\"type\":\"start\",\"us\":%d,\"pid\":4700,\"launchedUs\":%d}".formatted(T0 + mainUs, T0));
    }

    TimelineLines raw(String line) {
        lines.append(line).append('\n');
        return this;
    }

    TimelineLines child(String name, String role, String event, long us, long pid, String detail) {
        return raw("""
                {"type":"child","name":"%s","role":"%s","kind":"process","event":"%s","us":%d,"pid":%d,"spawn":1,"detail":"%s"}""".formatted(name, role, event, T0 + us, pid, detail));
    }

    TimelineLines child(String name, String role, String event, long us, long pid) {
        return raw("""
                {"type":"child","name":"%s","role":"%s","kind":"process","event":"%s","us":%d,"pid":%d,"spawn":1}""".formatted(name, role, event, T0 + us, pid));
    }

    TimelineLines embedded(String name, String event, long us) {
        return raw("""
                {"type":"child","name":"%s","role":"sidecar","kind":"embedded","event":"%s","us":%d,"spawn":1}""".formatted(name, event, T0 + us));
    }

    TimelineLines phase(String name, long us) {
        return raw("{\"type\":\"phase\",\"us\":%d,\"name\":\"%s\"}".formatted(T0 + us, name));
    }

    TimelineLines next(long us) {
        return raw("{\"type\":\"next\",\"us\":%d}".formatted(T0 + us));
    }

    TimelineLines stop(long us, int status) {
        return raw("{\"type\":\"stop\",\"us\":%d,\"status\":%d}".formatted(T0 + us, status));
    }

    TimelineLines invocation(String id, long receivedUs, long tookUs, String... spans) {
        return raw("""
                {"type":"invocation","requestId":"%s","receivedUs":%d,"postedUs":%d,"outcome":"response","spans":[%s]}""".formatted(id, T0 + receivedUs, T0 + receivedUs + tookUs, String.join(",", spans)));
    }

    TimelineLines failure(String id, long receivedUs, long tookUs, String errorType, String... spans) {
        return raw("""
                {"type":"invocation","requestId":"%s","receivedUs":%d,"postedUs":%d,"outcome":"error","errorType":"%s","spans":[%s]}""".formatted(id, T0 + receivedUs, T0 + receivedUs + tookUs, errorType, String.join(",", spans)));
    }

    static String span(String hook, String stage, long us, long durationUs, String result) {
        return """
                {"hook":"%s","stage":"%s","us":%d,"durationUs":%d,"result":"%s"}""".formatted(hook, stage, T0 + us, durationUs, result);
    }

    String text() {
        return lines.toString();
    }

    /** The entries as the reader finds them in a file with these lines. */
    List<TimelineEntry> entries() {
        try {
            Path file = Files.createTempFile("timeline", ".jsonl");
            Files.writeString(file, text());
            try (TimelineFile timeline = new TimelineFile(file)) {
                return timeline.readNew();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TimelineView view(Style style) {
        TimelineView view = new TimelineView(style);
        entries().forEach(view::add);
        return view;
    }

    TimelineEntry.Invocation firstInvocation() {
        for (TimelineEntry entry : entries()) {
            if (entry instanceof TimelineEntry.Invocation invocation) {
                return invocation;
            }
        }
        throw new AssertionError("no invocation in " + text());
    }
}
