package dev.openruntime.sidecar.metrics.statsd;

import dev.openruntime.sidecar.metrics.output.Batch;
import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesId;
import dev.openruntime.sidecar.metrics.series.Tag;
import dev.openruntime.sidecar.metrics.series.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes series as lines of StatsD, as many into a datagram as an Ethernet frame takes. One use, one thread. */
final class StatsdLines {

    private static final int MOST_BYTES = 1_400;

    /** Values of which as many are the same are one line with a rate; fewer are a line each. */
    private static final int MOST_REPEATED = 20;

    private static final double LARGEST_WHOLE = 1L << 53;

    private final StatsdTarget target;
    private final List<Batch> datagrams = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();
    private final List<Measured> measured = new ArrayList<>();

    private StatsdLines(StatsdTarget target) {
        this.target = target;
    }

    static List<Batch> of(List<Measured> all, StatsdTarget target) {
        StatsdLines lines = new StatsdLines(target);
        all.forEach(lines::add);
        lines.close();
        return lines.datagrams;
    }

    private void add(Measured one) {
        SeriesId id = one.id();
        switch (one.value()) {
            case Value.Amount amount -> addAmount(id, amount);
            case Value.Members members -> {
                for (String member : members.members()) {
                    add(line(id, plain(member), ""), new Measured(id, new Value.Members(Set.of(member))));
                }
            }
            case Value.Observed observed -> {
                for (Distribution.Step step : observed.steps()) {
                    addStep(id, step);
                }
            }
        }
    }

    private void addAmount(SeriesId id, Value.Amount amount) {
        boolean hasSign = amount.amount() < 0 && !target.dogstatsd();
        String reset = switch (id.kind()) {
            case GAUGE -> hasSign ? line(id, "0", "") : ""; // with a sign it would be a step
            case COUNTER, TIMER, HISTOGRAM, SET -> "";
        };
        add(reset + line(id, number(amount.amount()), ""), new Measured(id, amount));
    }

    private void addStep(SeriesId id, Distribution.Step step) {
        Distribution part = new Distribution();
        part.add(step.value(), step.times());
        String line = step.times() > MOST_REPEATED
                ? line(id, number(step.value()), "|@" + 1.0 / step.times())
                : line(id, number(step.value()), "").repeat((int) step.times());
        add(line, new Measured(id, new Value.Observed(part)));
    }

    private void add(String some, Measured part) {
        if (lines.length() + some.length() > MOST_BYTES) {
            close();
        }
        lines.append(some);
        measured.add(part);
    }

    private void close() {
        if (!measured.isEmpty()) {
            datagrams.add(new Batch("", lines.toString().getBytes(StandardCharsets.UTF_8), measured));
            lines.setLength(0);
            measured.clear();
        }
    }

    private String line(SeriesId id, String value, String rate) {
        StringBuilder line = new StringBuilder(plain(id.name()));
        List<Tag> tags = Tag.merged(target.tags(), id.tags());
        if (!target.dogstatsd()) {
            for (Tag tag : tags) {
                line.append(';').append(plain(tag.name())).append('=');
                line.append(tag.value().isEmpty() ? "true" : plain(tag.value()));
            }
        }
        line.append(':').append(value).append('|').append(type(id)).append(rate);
        if (target.dogstatsd()) {
            String before = "|#";
            for (Tag tag : tags) {
                line.append(before).append(plain(tag.name()));
                line.append(
                        tag.value().isEmpty()
                                ? ""
                                : ":"
                                        + tag.value()
                                                .replace('|', '_')
                                                .replace(',', '_')
                                                .replace('\n', '_'));
                before = ",";
            }
        }
        return line.append('\n').toString();
    }

    private String type(SeriesId id) {
        return switch (id.kind()) {
            case COUNTER -> "c";
            case GAUGE -> "g";
            case TIMER -> "ms";
            case HISTOGRAM -> target.dogstatsd() ? "h" : "ms"; // StatsD itself knows no other
            case SET -> "s";
        };
    }

    /** Without what parts the fields of a line. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            if (":|\n\r,;=#@".indexOf(plain.charAt(i)) >= 0) {
                plain.setCharAt(i, '_');
            }
        }
        return plain.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
