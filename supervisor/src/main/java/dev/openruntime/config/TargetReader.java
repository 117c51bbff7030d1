package dev.openruntime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a probe asks: exactly one of its kinds. */
final class TargetReader {

    /** What can tell once that a child has started. */
    static final List<String> STARTUP = List.of("http", "tcp", "unix", "exec", "log");

    /** What can be asked again and again. */
    static final List<String> REPEATED = List.of("http", "tcp", "unix", "exec");

    private final Reading reading;

    TargetReader(Reading reading) {
        this.reading = reading;
    }

    /** Null, with a problem, if there isn't one that can be used. */
    @Nullable ProbeTarget read(Section probe, List<String> kinds) {
        var given = new ArrayList<String>();
        boolean lacking = !probe.has("log"); // where it can't be, that is told already
        for (String kind : kinds) {
            if (probe.has(kind)) {
                given.add(kind);
            }
            lacking &= probe.lacks(kind);
        }
        if (lacking) {
            reading.problems().add(probe.place(), probe.path(), "one of " + Shown.list(kinds) + " is required");
        }
        if (given.size() > 1) {
            reading.problems()
                    .add(
                            probe.place(),
                            probe.path(),
                            "give one of " + Shown.list(kinds) + "; there are: " + Shown.list(given));
        }
        ProbeTarget target = null;
        for (String kind : given) {
            target = target(probe, kind);
        }
        return target;
    }

    private @Nullable ProbeTarget target(Section probe, String kind) {
        return switch (kind) {
            case "http" -> {
                Section http = probe.section("http", Keys.HTTP);
                yield http == null ? null : new HttpReader(reading).probe(http);
            }
            case "tcp" -> {
                Section tcp = probe.section("tcp", Keys.TCP);
                yield tcp == null ? null : HttpReader.tcp(reading, tcp);
            }
            case "unix" -> unix(probe.section("unix", Keys.UNIX));
            case "exec" -> {
                List<String> words = new CommandReader(reading).words(probe, "exec");
                yield words.isEmpty() ? null : new ProbeTarget.Exec(words);
            }
            case "log" -> log(probe);
            default -> throw new IllegalArgumentException("internal error: no probe is of the kind " + kind);
        };
    }

    private @Nullable ProbeTarget unix(@Nullable Section unix) {
        if (unix == null) {
            return null;
        }
        unix.required("path");
        Path path = new PathReader(reading).socket(unix, "path");
        return path == null ? null : new ProbeTarget.Unix(path);
    }

    private @Nullable ProbeTarget log(Section startup) {
        Node node = startup.node("log");
        String regex = node == null ? null : new RegexReader(reading).read(node, startup.pathOf("log"));
        return regex == null ? null : new ProbeTarget.Log(regex);
    }
}
