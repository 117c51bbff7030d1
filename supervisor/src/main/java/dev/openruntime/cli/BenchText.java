package dev.openruntime.cli;

import dev.openruntime.bench.ColdStart;
import dev.openruntime.bench.Plan;
import dev.openruntime.bench.ProcessUse;
import dev.openruntime.bench.SideFindings;
import dev.openruntime.bench.Spread;
import dev.openruntime.bench.Steps;
import dev.openruntime.bench.Times;
import dev.openruntime.console.Chart;
import dev.openruntime.console.Figures;
import dev.openruntime.console.Style;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Shows the figures of a benchmark to a person. */
final class BenchText {

    private static final List<String> COLD_HEADINGS = List.of("min", "p50", "max");
    private static final List<String> WARM_HEADINGS = List.of("p50", "p90", "p99", "max");
    private static final int SHORTEST_LABEL = 26;
    private static final int LONGEST_NAME = 24;

    private final Surroundings surroundings;
    private final Style style;
    private final List<SideFindings> sides;
    private final List<String> labels = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private int labelRoom = SHORTEST_LABEL;

    BenchText(Surroundings surroundings, List<SideFindings> sides) {
        this.surroundings = surroundings;
        this.style = surroundings.outStyle();
        this.sides = sides;
        char letter = 'A';
        for (SideFindings side : sides) {
            String name = side.side().name();
            String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 1) + "…" : name;
            labels.add(letter++ + " " + (style.unicode() ? shown : shown.replace('…', '~')));
        }
        labels.forEach(label -> labelRoom = Math.max(labelRoom, label.length() + 4));
    }

    void write(Plan plan) {
        head(plan);
        if (!sides.getFirst().cold().isEmpty()) {
            cold("start to first next", ColdStart::next);
            cold("start to first response", ColdStart::response);
            cold("SIGTERM to exit", ColdStart::end);
        }
        if (!sides.getFirst().rounds().isEmpty()) {
            calls();
            use();
            memory();
            sides.forEach(side -> side.steps().ifPresent(steps -> steps(side, steps)));
        }
        failures();
        PrintStream out = new PrintStream(surroundings.out(), /* autoFlush= */ false, surroundings.charset());
        rows.forEach(out::println);
        out.flush();
    }

    private void head(Plan plan) {
        for (int i = 0; i < sides.size(); i++) {
            rows.add(style.bold(labels.get(i)) + "  "
                    + style.dim(sides.get(i).side().what()));
        }
        rows.add(style.dim("an event of " + Figures.count(plan.request().payload().length, "byte")
                + "; no timeline is written but where steps are told"));
    }

    private void cold(String title, Function<ColdStart, Duration> figure) {
        List<List<Duration>> all = sides.stream()
                .map(side -> side.cold().stream().map(figure).toList())
                .toList();
        List<Chart.Row> lines = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            Times times = Times.of(all.get(i));
            lines.add(row(labels.get(i), List.of(times.min(), times.median(), times.max()), 3));
        }
        if (sides.size() == 2) {
            Spread ratio = Spread.ofRatios(all.get(0), all.get(1));
            Spread more = Spread.ofDifferences(all.get(0), all.get(1));
            lines.add(words("A / B", List.of("", Figures.ratio(ratio.median()), ""), between(ratio)));
            lines.add(words("A - B", List.of("", time(more.median()), ""), betweenTimes(more)));
        }
        chart(title, COLD_HEADINGS, lines);
    }

    private void calls() {
        List<Chart.Row> lines = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            Times times = sides.get(i).calls();
            lines.add(row(
                    labels.get(i),
                    List.of(times.median(), times.percentile(90), times.percentile(99), times.max()),
                    3));
        }
        if (sides.size() == 2) {
            List<String> ratios = new ArrayList<>();
            List<String> more = new ArrayList<>();
            for (int percent : new int[] {50, 90, 99}) {
                ratios.add(Figures.ratio(
                        Spread.ofRatios(rounds(0, percent), rounds(1, percent)).median()));
                more.add(time(Spread.ofDifferences(rounds(0, percent), rounds(1, percent))
                        .median()));
            }
            ratios.add("");
            more.add("");
            lines.add(words("A / B", ratios, "p50 " + between(Spread.ofRatios(rounds(0, 50), rounds(1, 50)))));
            lines.add(words("A - B", more, "p50 " + betweenTimes(Spread.ofDifferences(rounds(0, 50), rounds(1, 50)))));
        }
        SideFindings first = sides.getFirst();
        chart(
                Figures.count(first.calls().count(), "call") + " in "
                        + Figures.count(first.rounds().size(), "round"),
                WARM_HEADINGS,
                lines);
    }

    private List<Duration> rounds(int side, int percent) {
        return sides.get(side).rounds().stream()
                .map(round -> round.percentile(percent))
                .toList();
    }

    private void use() {
        List<Chart.Row> lines = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            SideFindings side = sides.get(i);
            lines.add(words(
                    labels.get(i),
                    List.of(
                            Figures.exact(side.processor(), style),
                            Figures.megabytes(side.bytes()),
                            side.rest()
                                    .map(rest -> Figures.exact(rest.processor(), style))
                                    .orElse(""),
                            side.rest()
                                    .map(rest -> Long.toString(rest.wakeUps()))
                                    .orElse("")),
                    ""));
        }
        if (sides.size() == 2) {
            SideFindings one = sides.get(0);
            SideFindings other = sides.get(1);
            lines.add(words(
                    "A / B",
                    List.of(
                            ratio(one.processor().toNanos(), other.processor().toNanos()),
                            ratio(one.bytes(), other.bytes()),
                            "",
                            ""),
                    ""));
        }
        chart("use", List.of("CPU/call", "memory", "CPU idle", "wake-ups"), lines);
    }

    private static String ratio(long one, long other) {
        return other > 0 ? Figures.ratio((double) one / (double) other) : "";
    }

    private void memory() {
        Map<String, long[]> byName = new LinkedHashMap<>();
        for (int i = 0; i < sides.size(); i++) {
            for (ProcessUse use : sides.get(i).memory()) {
                byName.computeIfAbsent(use.name(), _ -> new long[sides.size()])[i] += use.bytes();
            }
        }
        List<Chart.Row> lines = new ArrayList<>();
        byName.forEach((name, bytes) -> {
            List<String> cells = new ArrayList<>();
            for (long held : bytes) {
                cells.add(held == 0 ? "" : Figures.megabytes(held));
            }
            lines.add(words(name, cells, ""));
        });
        chart(
                "memory after " + Figures.count(sides.getFirst().made(), "call"),
                sides.size() == 2 ? List.of("A", "B") : List.of("A"),
                lines);
    }

    private void steps(SideFindings side, Steps steps) {
        rows.add("");
        rows.add(style.dim("steps of " + labels.get(sides.indexOf(side)) + "; a call takes "
                + Figures.exact(steps.calls().median(), style) + " (p50) with the timeline, "
                + Figures.exact(side.calls().median(), style) + " without"));
        if (!steps.summary().isEmpty()) {
            rows.addAll(steps.summary().render(style));
        }
    }

    private void failures() {
        for (int i = 0; i < sides.size(); i++) {
            SideFindings side = sides.get(i);
            if (side.failures().count() > 0) {
                rows.add("");
                rows.add(style.red(labels.get(i) + ": "
                        + Figures.count(side.failures().count(), "call") + " failed, the first one with"));
                rows.add("  " + Chart.harmless(side.failures().first().orElse("")));
            }
        }
    }

    private void chart(String title, List<String> headings, List<Chart.Row> lines) {
        rows.add("");
        rows.addAll(new Chart(title, headings, lines).render(labelRoom, style));
    }

    private Chart.Row row(String label, List<Duration> times, int marked) {
        List<String> cells =
                times.stream().map(time -> Figures.exact(time, style)).toList();
        return new Chart.Row(label, cells, times.subList(0, marked), "");
    }

    private static Chart.Row words(String label, List<String> cells, String remark) {
        return new Chart.Row(label, cells, List.of(), remark);
    }

    private String time(double nanos) {
        return Figures.exact(Duration.ofNanos(Math.round(nanos)), style);
    }

    private static String between(Spread spread) {
        return Figures.ratio(spread.low()) + " to " + Figures.ratio(spread.high()) + " in half of the rounds";
    }

    private String betweenTimes(Spread spread) {
        return time(spread.low()) + " to " + time(spread.high());
    }
}
