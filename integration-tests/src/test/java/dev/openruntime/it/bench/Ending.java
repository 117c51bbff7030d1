package dev.openruntime.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** What somebody was told of the end, by its journal ({@code ending.py}). */
public record Ending(List<JsonNode> lines) {

    /** The configuration of a handler that keeps such a journal. */
    public static String handler(Path journal) {
        return "handler:\n  command: [python3, \"${IT_WORKERS}/ending.py\", handler, \"" + journal + "\"]\n";
    }

    /** The list item of a stage that keeps one, without settings. */
    public static String stage(String name, Path journal) {
        return "  - name: " + name + "\n    command: [python3, \"${IT_WORKERS}/ending.py\", middleware, \"" + journal
                + "\"]\n";
    }

    /** The list item of a sidecar that keeps one, with its startup probe. */
    public static String sidecar(String name, Path journal, int port, String deed) {
        return "  - name: " + name + "\n    command: [python3, \"${IT_WORKERS}/ending.py\", sidecar, \"" + journal
                + "\", \"" + port + "\", " + deed + "]\n"
                + "    startup: { http: { port: " + port + ", path: / }, every: 20ms, within: 30s }\n";
    }

    /** The journal so far; empty where there is none. */
    public static Ending in(Path journal) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            if (Files.exists(journal)) {
                String text = Files.readString(journal);
                text.substring(0, text.lastIndexOf('\n') + 1)
                        .lines()
                        .map(Json::read)
                        .forEach(lines::add);
            }
            return new Ending(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has been told this. */
    public static void await(Path journal, String what) {
        Awaitility.await(journal.getFileName() + ": " + what)
                .atMost(ScriptedPlatform.PATIENCE)
                .until(() -> in(journal).told(what).isPresent());
    }

    /** What it was told, in order. */
    public List<String> told() {
        return lines.stream().map(line -> line.path("what").asText()).toList();
    }

    /** The first line of this kind. */
    public Optional<JsonNode> told(String what) {
        return lines.stream()
                .filter(line -> line.path("what").asText().equals(what))
                .findFirst();
    }

    /** Everything that it had gathered and handed over. */
    public List<String> kept() {
        List<String> kept = new ArrayList<>();
        lines.forEach(line -> line.path("kept").forEach(one -> kept.add(one.asText())));
        return kept;
    }

    /** The deadlines that it was told, Unix milliseconds. */
    public List<Long> deadlines() {
        return lines.stream()
                .filter(line -> line.has("deadlineMs"))
                .map(line -> line.path("deadlineMs").asLong())
                .toList();
    }
}
