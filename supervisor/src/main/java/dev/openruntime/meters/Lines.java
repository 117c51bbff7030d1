package dev.openruntime.meters;

import dev.openruntime.sidecar.StatsdIntake;
import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.telemetry.GatheredMeters;
import io.micrometer.core.instrument.Tag;
import java.util.List;

/**
 * Writes lines of StatsD, and hands them over as many at a time as a datagram takes. Times are histograms in seconds,
 * as they are everywhere in the supervisor. Of counts that are zero nothing is written. One use, one thread.
 */
final class Lines implements GatheredMeters {

    private static final int MOST_CHARACTERS = 8_000;
    private static final String SECONDS = "|u:Seconds";

    private final StatsdIntake to;
    private final StringBuilder lines = new StringBuilder();

    Lines(StatsdIntake to) {
        this.to = to;
    }

    /** @param tags as StatsD has them, with what is before them; may be empty */
    void count(String name, String tags, double more) {
        if (more != 0) {
            line(name, number(more), "|c" + tags);
        }
    }

    void countSeconds(String name, double more) {
        if (more != 0) {
            line(name, number(more), "|c" + SECONDS);
        }
    }

    void gauge(String name, String unit, String tags, double value) {
        line(name, number(value), "|g" + (unit.isEmpty() ? "" : "|u:" + unit) + tags);
    }

    @Override
    public void counted(String name, List<Tag> tags, double more) {
        count(name, tags(tags), more);
    }

    @Override
    public void timed(String name, List<Tag> tags, Distribution seconds) {
        for (Distribution.Step step : seconds.steps()) {
            String rate = step.times() == 1 ? "" : "|@" + 1.0 / step.times();
            line(name, String.valueOf(step.value()), "|h" + rate + SECONDS + tags(tags));
        }
    }

    void close() {
        if (!lines.isEmpty()) {
            to.take(lines.toString());
            lines.setLength(0);
        }
    }

    static String tags(String child, String role) {
        return "|#child:" + child + ",role:" + role;
    }

    private static String tags(List<Tag> tags) {
        StringBuilder text = new StringBuilder();
        for (Tag tag : tags) {
            if (!tag.getValue().isEmpty()) {
                text.append(text.isEmpty() ? "|#" : ",").append(plain(tag.getKey()));
                text.append(':').append(plain(tag.getValue()));
            }
        }
        return text.toString();
    }

    /** Without what parts the fields of a line. */
    private static String plain(String text) {
        return text.replace('|', '_').replace(',', '_').replace('\n', '_');
    }

    private void line(String name, String value, String rest) {
        if (lines.length() > MOST_CHARACTERS) {
            close();
        }
        lines.append(name).append(':').append(value).append(rest).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
