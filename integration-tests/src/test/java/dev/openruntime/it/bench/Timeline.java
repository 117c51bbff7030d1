package dev.openruntime.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** What the program wrote to the file that {@code OPEN_RUNTIME_TIMELINE} names, so far. */
public record Timeline(List<JsonNode> lines) {

    /** The pid of the supervisor's JVM. */
    public long supervisorPid() {
        return ofType("start").findFirst().orElseThrow().path("pid").asLong();
    }

    /** The pid of a child's youngest process. */
    public long pid(String child) {
        return pids(child).getLast();
    }

    /** The pids of all processes that a child had, oldest first. */
    public List<Long> pids(String child) {
        return ofType("child")
                .filter(line -> line.path("name").asText().equals(child)
                        && line.path("event").asText().equals("spawned")
                        && line.has("pid"))
                .map(line -> line.path("pid").asLong())
                .toList();
    }

    /** How often a child had this event. */
    public long count(String child, String event) {
        return ofType("child")
                .filter(line -> line.path("name").asText().equals(child)
                        && line.path("event").asText().equals(event))
                .count();
    }

    /** When a child first had this event, in microseconds. */
    public long micros(String child, String event) {
        return first(child, event).path("us").asLong();
    }

    /** What is said of a child's first event of this kind. */
    public String detail(String child, String event) {
        return first(child, event).path("detail").asText();
    }

    private JsonNode first(String child, String event) {
        return ofType("child")
                .filter(line -> line.path("name").asText().equals(child)
                        && line.path("event").asText().equals(event))
                .findFirst()
                .orElseThrow();
    }

    /** All children's names, in the order in which they were spawned first. */
    public List<String> spawnOrder() {
        return ofType("child")
                .filter(line -> line.path("event").asText().equals("spawned"))
                .map(line -> line.path("name").asText())
                .distinct()
                .toList();
    }

    /** The lines of one type. */
    public Stream<JsonNode> ofType(String type) {
        return lines.stream().filter(line -> line.path("type").asText().equals(type));
    }
}
