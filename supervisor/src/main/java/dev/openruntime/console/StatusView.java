package dev.openruntime.console;

import dev.openruntime.console.SupervisorStatus.Child;
import dev.openruntime.console.SupervisorStatus.Event;
import dev.openruntime.console.SupervisorStatus.Self;
import dev.openruntime.console.SupervisorStatus.Usage;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Renders the status of a supervisor: a row for itself and one for each child, and under a child that isn't well, why,
 * and the last lines of its output. Red is what is required and down, yellow what is optional and down.
 */
public final class StatusView {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String GAP = "  ";
    private static final int PLACE = "pid 9999999".length();
    private static final int GOOD_DETAIL = 40;
    private static final int LONGEST_NAME = 24;
    private static final int MOST_LINES = 5;

    private final Style style;
    private final ZoneId zone;
    private final int name;
    private final int role;
    private final int place;
    private final int state;
    private final int time;
    private final int cpu;
    private final int memory;
    private final int detail;

    private StatusView(SupervisorStatus status, Style style, ZoneId zone) {
        this.style = style;
        this.zone = zone;
        int longestName = "supervisor".length() - 2;
        int longestRole = 0;
        int longestState = status.self().state().length();
        int longestTime = Figures.rough(status.self().uptime()).length();
        int longestCpu = cpu(status.self().usage()).length();
        int longestMemory = memory(status.self().usage()).length();
        for (Child child : status.children()) {
            longestTime = Math.max(longestTime, time(child).length());
            Usage usage = child.usage().orElse(status.self().usage());
            longestCpu = Math.max(longestCpu, cpu(usage).length());
            longestMemory = Math.max(longestMemory, memory(usage).length());
            longestName = Math.max(longestName, Text.length(child.name()));
            longestRole = Math.max(longestRole, role(child).length());
            longestState = Math.max(longestState, child.state().length());
        }
        name = Math.min(longestName, LONGEST_NAME);
        state = longestState;
        time = longestTime;
        cpu = longestCpu;
        memory = longestMemory;
        int room = style.width() - 2 - name - state - time - cpu - memory - 5 * GAP.length();
        role = room >= longestRole + GAP.length() + GOOD_DETAIL ? longestRole : 0;
        int left = room - (role > 0 ? role + GAP.length() : 0);
        place = left >= PLACE + GAP.length() + GOOD_DETAIL ? PLACE : 0;
        detail = Math.max(0, left - (place > 0 ? place + GAP.length() : 0));
    }

    /** All rows, without line ends. */
    public static List<String> render(SupervisorStatus status, Style style, ZoneId zone) {
        StatusView view = new StatusView(status, style, zone);
        List<String> rows = new ArrayList<>();
        rows.add(view.row(status.self()));
        for (Child child : status.children()) {
            rows.addAll(view.rows(child));
        }
        return rows;
    }

    private String row(Self self) {
        String said = Figures.count(self.invocations(), "invocation")
                + (self.failures() > 0 ? ", " + self.failures() + " failed" : "")
                + (self.invocations() > 0 ? ", overhead p50 " + Figures.fine(self.overhead()) : "");
        return style.bold(Text.left("supervisor", name + 2, style))
                + GAP
                + optional("", role)
                + style.dim(optional("pid " + self.pid(), place))
                + Text.left(Text.harmless(self.state()), state, style)
                + GAP
                + Text.left(Figures.rough(self.uptime()), time, style)
                + GAP
                + Text.left(said, detail, style)
                + usage(Optional.of(self.usage()));
    }

    private List<String> rows(Child child) {
        List<String> rows = new ArrayList<>();
        String said = Text.harmless(said(child));
        String where = child.embedded() ? "embedded" : child.pid() > 0 ? "pid " + child.pid() : "";
        String row = "  " + Text.left(Text.harmless(child.name()), name, style) + GAP
                + style.dim(optional(role(child), role))
                + style.dim(optional(where, place))
                + paint(child, Text.left(Text.harmless(child.state()), state, style)) + GAP
                + Text.left(time(child), time, style) + GAP;
        boolean fits = child.well() || Text.length(said) <= detail;
        rows.add((row + Text.left(fits ? said : "", detail, style) + usage(child.usage())).stripTrailing());
        if (!fits) {
            Text.wrap(said, style.width() - 4).forEach(part -> rows.add("    " + paint(child, part)));
        }
        if (!child.well()) {
            List<String> lines = child.lastLines();
            for (String line : lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size())) {
                String bar = style.unicode() ? "│ " : "| ";
                rows.add(style.dim("    " + bar + Text.fit(Text.harmless(line), style.width() - 6, style)));
            }
        }
        return rows;
    }

    private static String role(Child child) {
        return child.role() + (child.required() ? "" : ", optional");
    }

    /** What there is to say of a child besides its state. */
    private String said(Child child) {
        if (child.nextSpawn().isPresent() && child.deaths().isPresent()) {
            return died(child.deaths().get());
        }
        if (!child.well()) {
            return child.why();
        }
        if (child.state().equals("completed")) {
            return "has done its work";
        }
        if (child.replaced().isPresent()) {
            Event event = child.replaced().get();
            return "replaced " + times(event.count()) + ": " + event.reason() + at(event);
        }
        if (child.deaths().isPresent()) {
            return died(child.deaths().get()) + at(child.deaths().get());
        }
        return child.embedded() && child.why().isEmpty() && place == 0 ? "embedded" : child.why();
    }

    private static String died(Event deaths) {
        return deaths.count() > 1
                ? "died " + times(deaths.count()) + ", last: " + deaths.reason()
                : "died: " + deaths.reason();
    }

    private String at(Event event) {
        return event.at().map(at -> " at " + CLOCK.format(at.atZone(zone))).orElse("");
    }

    private static String times(long count) {
        return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
    }

    private static String time(Child child) {
        Optional<Duration> left = child.nextSpawn();
        return left.isPresent() ? Figures.rough(left.get()) + " left" : Figures.rough(child.inState());
    }

    private String usage(Optional<Usage> usage) {
        Optional<Usage> some = usage.filter(used -> used.processes() > 0);
        String none = usage.isPresent() ? style.none() : "";
        return GAP
                + Text.right(some.map(StatusView::cpu).orElse(none), cpu)
                + GAP
                + Text.right(some.map(StatusView::memory).orElse(none), memory);
    }

    private static String cpu(Usage usage) {
        return Figures.brief(usage.cpu());
    }

    private static String memory(Usage usage) {
        return Figures.megabytes(usage.memoryBytes());
    }

    private String optional(String text, int width) {
        return width == 0 ? "" : Text.left(text, width, style) + GAP;
    }

    private String paint(Child child, String text) {
        if (child.well()) {
            return style.green(text);
        }
        return child.required() ? style.red(text) : style.yellow(text);
    }
}
