package dev.openruntime.supervisor;

import dev.openruntime.sidecar.StatsdIntake;
import dev.openruntime.worker.MetricNote;
import java.util.Map;
import java.util.Optional;

/**
 * Brings what workers measure to the sidecar that collects it, as lines of StatsD; to nobody where there is none. Any
 * thread; never waits.
 */
final class MetricNotes {

    private final Optional<StatsdIntake> intake;

    MetricNotes(Optional<StatsdIntake> intake) {
        this.intake = intake;
    }

    /** Whether anybody takes it. */
    boolean take(MetricNote note) {
        intake.ifPresent(to -> to.take(lines(note)));
        return intake.isPresent();
    }

    /** A gauge below zero needs two: its sign would make it a step. */
    static String lines(MetricNote note) {
        String name = plain(note.name());
        String rest = rest(note);
        return switch (note.kind()) {
            case SET -> name + ':' + member(note.member()) + "|s" + rest;
            case GAUGE -> {
                double value = note.values().getLast();
                yield (value < 0 ? name + ":0|g" + rest + '\n' : "") + name + ':' + value + "|g" + rest;
            }
            case COUNTER -> name + values(note) + "|c" + rest;
            case TIMER -> name + values(note) + "|ms" + rest;
            case HISTOGRAM -> name + values(note) + "|h" + rest;
        };
    }

    private static String values(MetricNote note) {
        StringBuilder values = new StringBuilder();
        for (double value : note.values()) {
            values.append(':').append(value);
        }
        return values.toString();
    }

    private static String rest(MetricNote note) {
        StringBuilder rest = new StringBuilder();
        if (!note.unit().isEmpty()) {
            rest.append("|u:").append(member(note.unit()));
        }
        String before = "|#";
        for (Map.Entry<String, String> tag : note.tags().entrySet()) {
            rest.append(before).append(plain(tag.getKey())).append(':');
            rest.append(member(tag.getValue()).replace(',', '_'));
            before = ",";
        }
        return rest.toString();
    }

    /** Without what ends a name, begins an event, or parts tags. */
    private static String plain(String name) {
        return member(name).replace(':', '_').replace(',', '_').replace('{', '_');
    }

    private static String member(String text) {
        return text.replace('|', '_').replace('\n', '_').replace('\r', '_');
    }
}
