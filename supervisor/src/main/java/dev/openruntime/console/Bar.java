package dev.openruntime.console;

import dev.openruntime.console.TimelineEntry.ChildChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A row of columns on which moments are marked and spans are drawn. Made, painted and printed by one caller. */
final class Bar {

    private final Scale scale;
    private final char[] columns;

    private Bar(Scale scale) {
        this.scale = scale;
        columns = new char[scale.columns()];
        Arrays.fill(columns, ' ');
    }

    /** A step: a mark at each end, or one mark if both ends fall into one column. */
    static String ofSpan(Duration from, Duration took, Scale scale, Style style) {
        Bar bar = new Bar(scale);
        bar.draw(scale.column(from), scale.column(from.plus(took)), style.line());
        bar.mark(from, style.mark());
        bar.mark(from.plus(took), style.mark());
        return new String(bar.columns);
    }

    /** Moments: dots before the first one, a line up to the last one, a mark for each. */
    static String ofMoments(List<Duration> moments, Scale scale, Style style) {
        Bar bar = new Bar(scale);
        if (!moments.isEmpty()) {
            int first = scale.column(moments.getFirst());
            bar.draw(0, first, style.before());
            bar.draw(first, scale.column(moments.getLast()), style.line());
            moments.forEach(moment -> bar.mark(moment, style.mark()));
        }
        return new String(bar.columns);
    }

    /** A child's life: dots until it is spawned, a line until it is ready, a cross where it died, and so again. */
    static String ofChild(List<ChildChange> changes, Instant origin, Scale scale, Style style) {
        Bar bar = new Bar(scale);
        Duration since = Duration.ZERO;
        char filling = style.before();
        for (ChildChange change : changes) {
            Duration at = Duration.between(origin, change.at());
            bar.draw(scale.column(since), scale.column(at), filling);
            since = at;
            filling = switch (change.moment()) {
                case SPAWNED -> style.line();
                case READY, FAILED, COMPLETED -> ' ';
                case DIED, KILLED, BACKOFF -> style.before();
            };
        }
        bar.draw(scale.column(since), scale.columns() - 1, filling);
        for (ChildChange change : changes) {
            bar.mark(
                    Duration.between(origin, change.at()),
                    switch (change.moment()) {
                        case SPAWNED, READY, COMPLETED -> style.mark();
                        case DIED, KILLED, FAILED -> style.cross();
                        case BACKOFF -> ' ';
                    });
        }
        return new String(bar.columns);
    }

    private void draw(int from, int to, char filling) {
        if (filling != ' ') {
            Arrays.fill(columns, from, to + 1, filling);
        }
    }

    private void mark(Duration at, char mark) {
        if (mark != ' ') {
            columns[scale.column(at)] = mark;
        }
    }
}
