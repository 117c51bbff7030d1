package dev.openruntime.console;

import java.util.List;

/**
 * Where things stand in the rows of one run, so that the block of init and those of its invocations line up.
 *
 * @param name columns for a child's name
 * @param role columns for its role; 0 if there is no room for it
 * @param where columns for its process id; 0 if there is no room for it
 * @param state columns for the word of its state
 * @param time columns for a time
 * @param bar columns for the bar
 * @param detail columns for the detail; 0 if there is no room for it
 */
record Columns(int name, int role, int where, int state, int time, int bar, int detail) {

    private static final int INDENT = 2;
    private static final int GAP = 2;
    private static final int BAR_GAP = 3;
    private static final int SHORTEST_NAME = 7;
    private static final int LONGEST_NAME = 24;
    private static final int LONGEST_NAME_IN_NARROW_ROW = 14;
    private static final int NARROW = 100;
    private static final int LEAST_BAR = 10;
    private static final int GOOD_BAR = 20;
    private static final int LONGEST_BAR = 40;
    private static final int LEAST_DETAIL = 12;
    private static final int LONGEST_DETAIL = 48;

    static Columns of(List<ChildStory> children, Run run, int width) {
        int name = SHORTEST_NAME;
        int role = "sidecar".length();
        int where = "embedded".length();
        int state = "ready".length();
        int time = "999 ms".length();
        int wanted = 0;
        for (ChildStory child : children) {
            name = Math.max(name, Text.length(child.name()));
            role = Math.max(role, Text.length(child.role()));
            where = Math.max(where, place(child).length());
            state = Math.max(state, child.state().length());
            time = Math.max(time, time(child, run).length());
            wanted = Math.max(wanted, child.troubled() ? 0 : Text.length(child.detail()));
        }
        name = Math.min(name, width < NARROW ? LONGEST_NAME_IN_NARROW_ROW : LONGEST_NAME);
        Columns roomy = new Columns(name, role, where, state, time, 0, 0);
        Columns fitting = roomy;
        if (fitting.leftOver(width) < LEAST_BAR) {
            fitting = new Columns(name, role, 0, state, time, 0, 0);
        }
        if (fitting.leftOver(width) < LEAST_BAR) {
            fitting = new Columns(name, 0, 0, state, time, 0, 0);
        }
        return fitting.withBar(fitting.leftOver(width), Math.min(wanted, LONGEST_DETAIL));
    }

    private Columns withBar(int room, int wanted) {
        int detailRoom = Math.min(wanted, room - GOOD_BAR - BAR_GAP);
        if (detailRoom < Math.min(wanted, LEAST_DETAIL) || wanted == 0) {
            return new Columns(name, role, where, state, time, Math.clamp(room, LEAST_BAR, LONGEST_BAR), 0);
        }
        int bar = Math.min(room - detailRoom - BAR_GAP, LONGEST_BAR);
        return new Columns(name, role, where, state, time, bar, room - bar - BAR_GAP);
    }

    /** {@code pid 4711}, {@code embedded}, or nothing for a child that was never spawned. */
    static String place(ChildStory child) {
        if (child.embedded()) {
            return "embedded";
        }
        return child.pid().isPresent() ? "pid " + child.pid().getAsLong() : "";
    }

    /** When the child came into its state; nothing for one that is starting, whose state has no moment yet. */
    static String time(ChildStory child, Run run) {
        return child.last().moment() == ChildMoment.SPAWNED ? "" : Figures.coarse(child.since(run.origin()));
    }

    /** Columns before the bar. */
    int beforeBar() {
        return INDENT + name + GAP + (role == 0 ? 0 : role + GAP) + (where == 0 ? 0 : where + GAP) + 1;
    }

    /** Columns behind the bar, without the detail. */
    int behindBar() {
        return GAP + state + GAP + time;
    }

    private int leftOver(int width) {
        return width - beforeBar() - behindBar();
    }
}
