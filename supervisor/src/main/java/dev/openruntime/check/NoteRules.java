package dev.openruntime.check;

import java.util.List;

/** What a note must look like (P70 to P73, P75). */
final class NoteRules {

    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error", "fatal");

    private static final List<String> KINDS = List.of("counter", "gauge", "timer", "histogram", "set");

    private NoteRules() {}

    static boolean isNote(String type) {
        return type.equals("log") || type.equals("progress") || type.equals("metric") || type.equals("stack");
    }

    static void judge(Heard.Message note, Findings findings) {
        Header header = note.header();
        findings.met(Statement.P70);
        switch (header.type()) {
            case "log" -> findings.met(Statement.P71);
            case "progress" -> findings.met(Statement.P72);
            case "stack" -> findings.met(Statement.P75);
            default -> findings.met(Statement.P73);
        }
        if (note.bodyBytes() > 0) {
            findings.broken(
                    Statement.P70,
                    "a note without a body",
                    header.shown() + " with a body of " + Shown.count(note.bodyBytes()) + " bytes: "
                            + Shown.bytes(note.body().bytes()),
                    "put it into the header's members");
        }
        if (header.type().equals("log") && !isLog(header)) {
            findings.broken(
                    Statement.P71,
                    "a `log` with `level` (one of " + String.join(", ", LEVELS)
                            + ") and `message`, a string; `fields`, if any, an object, and `id` an integer",
                    header.shown(),
                    "send {\"type\":\"log\",\"level\":\"info\",\"message\":\"…\"}");
        }
        if (header.type().equals("progress") && !isProgress(header)) {
            findings.broken(
                    Statement.P72,
                    "a `progress` with `id`, the call's, and `note`, a string",
                    header.shown(),
                    "send {\"type\":\"progress\",\"id\":7,\"note\":\"…\"}");
        }
        if (header.type().equals("metric") && !isMetric(header)) {
            findings.broken(
                    Statement.P73,
                    "a `metric` with `name`, `kind` (one of " + String.join(", ", KINDS)
                            + ") and `value`, a number (of a set a string), or `values`; `tags`, if any, an object",
                    header.shown(),
                    "send {\"type\":\"metric\",\"name\":\"orders\",\"kind\":\"counter\",\"value\":1}");
        }
        if (header.type().equals("stack") && !isStack(header)) {
            findings.broken(
                    Statement.P75,
                    "a `stack` with `id`, the call's, and `lines`, a list of strings",
                    header.shown(),
                    "send {\"type\":\"stack\",\"id\":7,\"lines\":[\"…\"]}");
        }
    }

    private static boolean isMetric(Header header) {
        String kind = header.string("kind").orElse("");
        boolean isText = header.string("value").isPresent();
        boolean isNumber = header.has("values") || (header.has("value") && !isText);
        return !header.string("name").orElse("").isBlank()
                && KINDS.contains(kind)
                && (kind.equals("set") ? isText : isNumber)
                && (!header.has("tags") || header.isObject("tags"));
    }

    private static boolean isStack(Header header) {
        return header.integer("id").isPresent() && header.strings("lines").isPresent();
    }

    private static boolean isLog(Header header) {
        return LEVELS.contains(header.string("level").orElse(""))
                && header.string("message").isPresent()
                && (!header.has("fields") || header.isObject("fields"))
                && (!header.has("id") || header.integer("id").isPresent());
    }

    private static boolean isProgress(Header header) {
        return header.integer("id").isPresent() && header.string("note").isPresent();
    }
}
