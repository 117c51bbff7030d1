package dev.openruntime.console;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a supervisor says of itself and its children: the document of its admin endpoint.
 *
 * @param well whether all that is required does its work
 */
public record SupervisorStatus(boolean well, Self self, List<Child> children) {

    /**
     * The supervisor itself.
     *
     * @param uptime since its main began
     * @param overhead what the median invocation cost besides its handler
     */
    public record Self(
            long pid,
            String function,
            String folder,
            String state,
            Duration uptime,
            long invocations,
            long failures,
            Duration overhead,
            Usage usage) {}

    /** What a process uses with all that descends from it. */
    public record Usage(long processes, Duration cpu, long memoryBytes) {}

    /** An event in the past, and why. */
    public record Event(long count, Optional<Instant> at, String reason) {}

    /**
     * One child.
     *
     * @param well whether it does its work, or has done it
     * @param inState for how long
     * @param why it is in its state; may be empty
     * @param usage nothing where it is embedded
     */
    public record Child(
            String name,
            String role,
            boolean embedded,
            boolean required,
            boolean well,
            String state,
            Duration inState,
            String why,
            long pid,
            long spawns,
            Optional<Event> deaths,
            Optional<Event> replaced,
            Optional<Duration> nextSpawn,
            List<String> lastLines,
            Optional<Usage> usage) {}

    /**
     * Reads the document.
     *
     * @throws IOException if it can't be understood
     */
    public static SupervisorStatus read(String json) throws IOException {
        JsonObject document = JsonObject.read(json);
        JsonObject self = document.object("supervisor");
        return new SupervisorStatus(
                document.flag("ok"),
                new Self(
                        (long) self.number("pid"),
                        self.text("function"),
                        self.text("folder"),
                        self.text("state"),
                        self.millis("uptimeMs"),
                        (long) self.number("invocations"),
                        (long) self.number("failures"),
                        self.object("overheadMs").millis("p50"),
                        usage(self.object("usage"))),
                document.objects("children").stream()
                        .map(SupervisorStatus::child)
                        .toList());
    }

    /** The message of an answer that says no. */
    public static String refusal(String json) throws IOException {
        return JsonObject.read(json).text("error");
    }

    /** The child of this name, if there is one. */
    public Optional<Child> child(String name) {
        return children.stream().filter(child -> child.name().equals(name)).findFirst();
    }

    private static Child child(JsonObject child) {
        JsonObject death = child.object("lastDeath");
        JsonObject replaced = child.object("replaced");
        return new Child(
                child.text("name"),
                child.text("role"),
                child.text("kind").equals("embedded"),
                child.flag("required"),
                child.flag("ok"),
                child.text("state"),
                child.millis("sinceMs"),
                child.text("why"),
                (long) child.number("pid"),
                (long) child.number("spawns"),
                event(child.has("lastDeath"), (long) child.number("deaths"), death),
                event(child.has("replaced"), (long) replaced.number("count"), replaced),
                child.has("nextSpawnInMs") ? Optional.of(child.millis("nextSpawnInMs")) : Optional.empty(),
                child.texts("lastLines"),
                child.has("usage") ? Optional.of(usage(child.object("usage"))) : Optional.empty());
    }

    private static Optional<Event> event(boolean is, long count, JsonObject event) {
        return is ? Optional.of(new Event(count, event.instant("at"), event.text("reason"))) : Optional.empty();
    }

    private static Usage usage(JsonObject usage) {
        return new Usage((long) usage.number("processes"), usage.millis("cpuMs"), (long) usage.number("memoryBytes"));
    }
}
