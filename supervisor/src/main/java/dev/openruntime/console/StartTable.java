package dev.openruntime.console;

import dev.openruntime.console.TimelineEntry.ChildChange;
import dev.openruntime.console.TimelineEntry.NextSent;
import dev.openruntime.console.TimelineEntry.Phase;
import dev.openruntime.console.TimelineEntry.Started;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the time of one start went: a row for each stretch between two moments of the supervisor, without a gap from
 * the launcher's first line to the first {@code next}, then a row a child from its spawn to where it stood at the end.
 */
public final class StartTable {

    /** A moment of the supervisor, and what it did since the one before. */
    private record Moment(Instant at, String what) {}

    private final Run run = new Run();
    private final List<Moment> moments = new ArrayList<>();

    private StartTable() {}

    /**
     * The table of a timeline that begins with a start, as rows without line ends.
     *
     * @param lines as the timeline has them
     * @throws UncheckedIOException if a line is none of a timeline
     */
    public static List<String> of(byte[] lines) {
        StartTable table = new StartTable();
        TimelineParser parser = new TimelineParser();
        int begin = 0;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] == '\n') {
                try {
                    parser.parse(lines, begin, i - begin).ifPresent(table::add);
                } catch (IOException e) {
                    throw new UncheckedIOException("internal error: no line of a timeline", e);
                }
                begin = i + 1;
            }
        }
        return table.rows();
    }

    private void add(TimelineEntry entry) {
        if (run.initDone()) {
            return;
        }
        switch (entry) {
            case Started start -> {
                start.launched().ifPresent(at -> moments.add(new Moment(at, "")));
                moments.add(new Moment(start.at(), "JVM, to its main"));
            }
            case Phase phase -> phase(phase);
            case NextSent next -> moments.add(new Moment(next.at(), "loop set up"));
            case ChildChange _, TimelineEntry.Invocation _, TimelineEntry.Stopped _ -> {}
        }
        run.add(entry);
    }

    /** The launcher knows better than the system when all began. */
    private void phase(Phase phase) {
        switch (phase.name()) {
            case "launcher" -> {
                moments.removeIf(moment -> moment.what().isEmpty());
                moments.addFirst(new Moment(phase.at(), ""));
            }
            case "java" -> moments.add(1, new Moment(phase.at(), "launcher (bash)"));
            case "configured" -> moments.add(new Moment(phase.at(), "configuration read"));
            case "wired" -> moments.add(new Moment(phase.at(), "children wired"));
            case "spawned" -> moments.add(new Moment(phase.at(), "first children spawned"));
            case "observed" -> moments.add(new Moment(phase.at(), "logging and admin set up"));
            case "registered" -> moments.add(new Moment(phase.at(), "extension registered"));
            case "ready" -> moments.add(new Moment(phase.at(), "waited for children"));
            case "failed" -> moments.add(new Moment(phase.at(), "waited for children, in vain"));
            default -> {} // of a later version
        }
    }

    private List<String> rows() {
        Instant origin = moments.getFirst().at();
        List<String> rows = new ArrayList<>();
        rows.add("     at     took   ms");
        for (int i = 1; i < moments.size(); i++) {
            Instant from = moments.get(i - 1).at();
            rows.add(row(origin, from, moments.get(i).at(), moments.get(i).what()));
        }
        Instant end = moments.getLast().at();
        rows.add(ms(origin, end) + "           " + (run.initDone() ? "first next" : "init failed"));
        Optional<ChildStory> slowest = run.children().stream()
                .filter(child -> ready(child).isPresent())
                .max(Comparator.comparing(StartTable::bootTime));
        for (ChildStory child : run.children()) {
            String mark =
                    slowest.filter(child::equals).isPresent() && run.children().size() > 1 ? ", the slowest" : "";
            String what = "  " + child.role() + (child.role().equals(child.name()) ? "" : " " + child.name());
            rows.add(row(origin, spawned(child), ready(child).orElse(end), Text.harmless(what + ": " + state(child)))
                    + mark);
        }
        return rows;
    }

    private static String state(ChildStory child) {
        return ready(child).isPresent() || child.troubled() ? child.state() : "not ready yet";
    }

    private static Duration bootTime(ChildStory child) {
        return Duration.between(spawned(child), ready(child).orElseThrow());
    }

    private static Instant spawned(ChildStory child) {
        return child.changes().getFirst().at();
    }

    private static Optional<Instant> ready(ChildStory child) {
        return child.changes().stream()
                .filter(change -> switch (change.moment()) {
                    case READY, COMPLETED -> true;
                    case SPAWNED, DIED, BACKOFF, FAILED, KILLED -> false;
                })
                .map(ChildChange::at)
                .findFirst();
    }

    private static String row(Instant origin, Instant from, Instant to, String what) {
        return ms(origin, from) + "  " + ms(from, to) + "  " + what;
    }

    private static String ms(Instant from, Instant to) {
        return String.format(Locale.ROOT, "%7.1f", Figures.micros(Duration.between(from, to)) / 1000.0);
    }
}
