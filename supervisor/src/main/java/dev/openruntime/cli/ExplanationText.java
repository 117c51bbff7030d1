package dev.openruntime.cli;

import dev.openruntime.config.DependencyCondition;
import dev.openruntime.config.DurationText;
import dev.openruntime.config.FlushRisk;
import dev.openruntime.console.Style;
import dev.openruntime.explain.CriticalPath;
import dev.openruntime.explain.Explanation;
import dev.openruntime.explain.Flushing;
import dev.openruntime.explain.ShutdownPlan;
import dev.openruntime.explain.StartPlan;
import dev.openruntime.explain.Starting;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An explanation as rows for a person. */
final class ExplanationText {

    private static final String AS_INIT = "as long as init";

    private final Style style;

    ExplanationText(Style style) {
        this.style = style;
    }

    List<String> rows(Explanation explanation) {
        List<String> rows = new ArrayList<>();
        start(explanation.start(), rows);
        rows.add("");
        critical(explanation.start(), rows);
        if (!explanation.flushed().isEmpty()) {
            rows.add("");
            flush(explanation.flushed(), rows);
        }
        rows.add("");
        shutdown(explanation.shutdown(), rows);
        rows.add("  a platform that registers no extension kills without warning: nobody is asked to stop then, and "
                + (explanation.risks().isEmpty()
                        ? "no flush is missed"
                        : "what these have gathered is lost: " + FlushRisk.inWords(explanation.risks())));
        return rows;
    }

    private void start(StartPlan plan, List<String> rows) {
        rows.add(style.bold("start"));
        Grid grid = new Grid();
        String when = "at once";
        for (List<Starting> wave : plan.waves()) {
            for (Starting child : wave) {
                String within = child.within()
                        .map(bound -> bound.isZero() ? "" : "within " + time(bound))
                        .orElse(AS_INIT);
                grid.row(when, child.name(), child.role(), child.ready(), within, waits(child));
                when = "";
            }
            when = "then";
        }
        grid.addTo(rows);
        rows.add("  the first event is asked for when these are ready: " + String.join(", ", plan.needed()));
    }

    private static String waits(Starting child) {
        List<String> waits = new ArrayList<>();
        for (Map.Entry<String, DependencyCondition> each : child.waitsFor().entrySet()) {
            waits.add(each.getKey() + ": " + each.getValue().shown());
        }
        String optional = child.needed() ? "" : "nobody waits for it";
        String text = waits.isEmpty() ? "" : "waits for " + String.join(", ", waits);
        return text.isEmpty() ? optional : optional.isEmpty() ? text : text + "; " + optional;
    }

    private void critical(StartPlan plan, List<String> rows) {
        CriticalPath path = plan.critical();
        rows.add(style.bold("longest way to the first event") + "  " + time(path.bound()) + " of the "
                + time(plan.within()) + " of init");
        Grid grid = new Grid();
        for (CriticalPath.Step step : path.steps()) {
            grid.row(
                    step.child().name(),
                    step.waitsUntil(),
                    isBounded(step) ? time(step.takes()) : "no bound of its own");
        }
        grid.addTo(rows);
        Duration left = plan.within().minus(path.bound());
        if (left.isNegative() || left.isZero()) {
            rows.add("  "
                    + style.red("init may fail though each keeps its bound: raise init.within, or lower one of these"));
        } else if (path.steps().stream().anyMatch(step -> !isBounded(step))) {
            rows.add("  " + time(left) + " are left for what has no bound of its own");
        }
    }

    private static boolean isBounded(CriticalPath.Step step) {
        return step.child().within().isPresent() || step.waitsUntil().equals("started");
    }

    private void flush(List<Flushing> flushed, List<String> rows) {
        Optional<Duration> longest = flushed.stream()
                .filter(Flushing::afterResponses)
                .map(Flushing::within)
                .max(Duration::compareTo);
        rows.add(style.bold("flush")
                + longest.map(time -> "  the next event waits for it at most " + time(time))
                        .orElse(""));
        Grid grid = new Grid();
        flushed.forEach(each -> grid.row(each.name(), each.when(), "within " + time(each.within()), each.how()));
        grid.addTo(rows);
    }

    private void shutdown(ShutdownPlan plan, List<String> rows) {
        rows.add(style.bold("shutdown") + "  " + time(plan.within())
                + (plan.configured() ? "" : ", which is what Lambda grants")
                + "; what one doesn't use is left to the next");
        Grid grid = new Grid();
        grid.row(
                "invocation under way",
                time(plan.invocation()),
                "cancelled after " + time(plan.invocation().dividedBy(2)));
        grid.row("last flush", time(plan.flush()), "all at once");
        for (ShutdownPlan.Wave wave : plan.waves()) {
            String share = time(wave.share());
            for (ShutdownPlan.Stop stop : wave.children()) {
                grid.row(stop.name(), share, stop.signal() + ", killed after " + time(stop.within()));
                share = "";
            }
        }
        grid.row("supervisor", time(plan.process()), "all is killed that is not over after " + time(plan.limit()));
        grid.addTo(rows);
    }

    private static String time(Duration time) {
        return DurationText.write(time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Rows whose cells stand below each other. */
    private static final class Grid {
        private final List<String[]> cells = new ArrayList<>();

        void row(String... row) {
            cells.add(row);
        }

        void addTo(List<String> rows) {
            List<Integer> widths = new ArrayList<>();
            for (String[] row : cells) {
                for (int column = 0; column < row.length; column++) {
                    if (column == widths.size()) {
                        widths.add(0);
                    }
                    widths.set(column, Math.max(widths.get(column), row[column].length()));
                }
            }
            for (String[] row : cells) {
                StringBuilder text = new StringBuilder();
                for (int column = 0; column < row.length; column++) {
                    text.append("  ").append(row[column]);
                    text.append(" ".repeat(widths.get(column) - row[column].length()));
                }
                rows.add(text.toString().stripTrailing());
            }
        }
    }
}
