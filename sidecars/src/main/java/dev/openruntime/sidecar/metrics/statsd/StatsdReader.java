package dev.openruntime.sidecar.metrics.statsd;

import dev.openruntime.sidecar.metrics.series.Kind;
import dev.openruntime.sidecar.metrics.series.SeriesId;
import dev.openruntime.sidecar.metrics.series.SeriesStore;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads lines of StatsD, {@code name:value|type|@rate}, and of DogStatsD, {@code name:1:2:3|type|@rate|#tag:value},
 * into a store. A line is taken as a whole or not at all. Events and service checks are counted and passed over;
 * timestamps, container ids and other additions of DogStatsD are passed over without a word. One addition is ours:
 * {@code |u:Bytes}, a unit of CloudWatch.
 *
 * <p>Any thread.
 */
public final class StatsdReader {

    private static final double LARGEST = Math.pow(2, 360); // what CloudWatch takes
    private static final double SMALLEST_RATE = 1e-4; // one line must not become a million values
    private static final int SHOWN = 80;

    private final SeriesStore store;
    private final boolean signsMove;
    private long lines; // these four guarded by this
    private long passedOver;
    private long malformed;
    private String firstMalformed = "";

    /** @param signsMove whether a gauge's value with a sign is a step, as StatsD has it, and not a value of its own */
    public StatsdReader(SeriesStore store, boolean signsMove) {
        this.store = store;
        this.signsMove = signsMove;
    }

    /** Reads all lines of a datagram. */
    public synchronized void read(String datagram) {
        int from = 0;
        while (from < datagram.length()) {
            int newline = datagram.indexOf('\n', from);
            int to = newline < 0 ? datagram.length() : newline;
            String line = datagram.substring(from, to).strip();
            if (!line.isEmpty()) {
                lines++;
                readLine(line);
            }
            from = to + 1;
        }
    }

    private void readLine(String line) {
        if (line.startsWith("_e{") || line.startsWith("_sc|")) {
            passedOver++;
            return;
        }
        try {
            readMetric(line);
        } catch (MalformedLine e) {
            malformed++;
            if (firstMalformed.isEmpty()) {
                firstMalformed = e.getMessage() + ": \"" + shown(line) + '"';
            }
        }
    }

    /** Lines so far. */
    synchronized long lines() {
        return lines;
    }

    /** Events and service checks so far. */
    synchronized long passedOver() {
        return passedOver;
    }

    /** Lines so far that could not be read. */
    synchronized long malformed() {
        return malformed;
    }

    /** What is wrong with the first of them; empty if there was none. */
    synchronized String firstMalformed() {
        return firstMalformed;
    }

    private void readMetric(String line) throws MalformedLine {
        int colon = line.indexOf(':');
        int bar = line.indexOf('|');
        if (colon < 1 || bar < colon) {
            throw new MalformedLine("not name:value|type");
        }
        String[] parts = line.substring(bar + 1).split("\\|", -1); // one escaped character: no regular expression
        double rate = 1;
        List<Tag> tags = List.of();
        Kind kind = kind(parts[0]);
        String unit = kind.unit();
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].startsWith("@")) {
                rate = rate(parts[i].substring(1));
            } else if (parts[i].startsWith("#")) {
                tags = tags(parts[i].substring(1));
            } else if (parts[i].startsWith("u:") && Units.isKnown(parts[i].substring(2))) {
                unit = parts[i].substring(2);
            }
        }
        String values = line.substring(colon + 1, bar);
        SeriesId id = new SeriesId(kind, line.substring(0, colon).strip(), unit, tags);
        if (id.kind() == Kind.SET) {
            store.member(id, values);
        } else {
            record(id, values, rate);
        }
    }

    private void record(SeriesId id, String text, double rate) throws MalformedLine {
        String[] words = text.split(":", -1);
        double[] values = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            values[i] = number(words[i]);
            if (id.kind() == Kind.COUNTER && Math.abs(values[i] / rate) > LARGEST) {
                throw new MalformedLine("a value that is too large");
            }
        }
        for (int i = 0; i < words.length; i++) {
            switch (id.kind()) {
                case COUNTER -> store.count(id, values[i] / rate);
                case TIMER, HISTOGRAM -> store.observe(id, values[i], 1 / rate);
                case GAUGE -> gauge(id, words[i], values[i]);
                case SET -> throw new IllegalStateException("internal error: a set has no numbers");
            }
        }
    }

    private void gauge(SeriesId id, String word, double value) {
        if (signsMove && (word.startsWith("+") || word.startsWith("-"))) {
            store.move(id, value);
        } else {
            store.set(id, value);
        }
    }

    private static Kind kind(String type) throws MalformedLine {
        return switch (type) {
            case "c" -> Kind.COUNTER;
            case "g" -> Kind.GAUGE;
            case "ms" -> Kind.TIMER;
            case "h", "d" -> Kind.HISTOGRAM;
            case "s" -> Kind.SET;
            default -> throw new MalformedLine("unknown type " + shown(type));
        };
    }

    private static double rate(String text) throws MalformedLine {
        double rate = number(text);
        if (rate < SMALLEST_RATE || rate > 1) {
            throw new MalformedLine("a sample rate that is not from 0.0001 to 1");
        }
        return rate;
    }

    /** Of digits, a dot, signs and an exponent only: the JDK reads more than that. */
    private static double number(String text) throws MalformedLine {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                throw new MalformedLine("not a number");
            }
        }
        try {
            double number = Double.parseDouble(text);
            if (Math.abs(number) > LARGEST) {
                throw new MalformedLine("a value that is too large");
            }
            return number;
        } catch (NumberFormatException e) {
            throw new MalformedLine("not a number", e);
        }
    }

    private static List<Tag> tags(String text) {
        List<Tag> tags = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            int colon = word.indexOf(':');
            String name = (colon < 0 ? word : word.substring(0, colon)).strip();
            if (!name.isEmpty()) {
                tags.add(
                        new Tag(name, colon < 0 ? "" : word.substring(colon + 1).strip()));
            }
        }
        return tags;
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
            shown.append(Character.isISOControl(text.charAt(i)) ? '?' : text.charAt(i));
        }
        return shown.append(text.length() > SHOWN ? "…" : "").toString();
    }
}
