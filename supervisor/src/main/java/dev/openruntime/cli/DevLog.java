package dev.openruntime.cli;

import dev.openruntime.console.ErrorBlock;
import dev.openruntime.console.TimelineEntry;
import dev.openruntime.console.TimelineView;
import dev.openruntime.emulator.EmulatorListener;
import dev.openruntime.emulator.EnvironmentEnd;
import dev.openruntime.emulator.InitReport;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code dev} prints while it is up: the function's log, an init block for each start of the environment, and a
 * row for each invocation. Events and responses are never shown. Called by the emulator's threads and the command's;
 * one at a time gets in.
 */
final class DevLog implements EmulatorListener {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String REPORT = "REPORT ";

    private final Screen screen;
    private final TimelineView view;
    private Optional<Session> followed = Optional.empty();
    private boolean initShown;

    DevLog(Screen screen) {
        this.screen = screen;
        this.view = new TimelineView(screen.style());
    }

    /** Names the session whose timeline this reads. */
    synchronized void follow(Session session) {
        followed = Optional.of(session);
    }

    /** The first init is over. */
    synchronized void initialised(InitReport init) {
        List<String> rows = new ArrayList<>();
        boolean invoked = readTimeline(rows);
        if (!initShown && view.run().begun() && !invoked) {
            rows.addAll(view.init());
        }
        if (init.error().isPresent()) {
            rows.addAll(ErrorBlock.render("init failed", init.error().get().payload(), screen.style()));
            rows.add("the next invocation starts it again");
        } else if (init.status() == InitReport.Status.TIMEOUT) {
            rows.add(screen.style()
                    .red("init took longer than the platform allows; the next invocation starts it again"));
        }
        screen.rows(rows);
    }

    @Override
    public synchronized void onLine(Origin origin, String line) {
        switch (origin) {
            case FUNCTION, EXTENSION -> screen.log(line);
            case PLATFORM -> {
                if (line.startsWith(REPORT)) {
                    invocationOver(line);
                }
            }
        }
    }

    @Override
    public synchronized void onEnd(EnvironmentEnd end) {
        List<String> rows = new ArrayList<>();
        boolean _ = readTimeline(rows);
        rows.add(now() + "  " + EndWords.of(end));
        screen.rows(rows);
    }

    /** The supervisor writes its line before it asks for the next event, so it is there by now, if it lived. */
    private void invocationOver(String reportLine) {
        List<String> rows = new ArrayList<>();
        if (!readTimeline(rows)) {
            rows.add(now() + "  " + reportLine.strip().replace('\t', ' '));
        }
        screen.rows(rows);
    }

    /** True if the timeline had an invocation. */
    private boolean readTimeline(List<String> rows) {
        boolean invoked = false;
        for (TimelineEntry entry : followed.map(Session::timeline).orElse(List.of())) {
            if (entry instanceof TimelineEntry.Started) {
                initShown = false;
            }
            view.add(entry);
            if (!initShown && view.run().initDone()) {
                initShown = true;
                rows.addAll(view.init());
            }
            if (entry instanceof TimelineEntry.Invocation invocation) {
                invoked = true;
                rows.add(now() + "  " + view.invocationRow(invocation));
            }
        }
        return invoked;
    }

    private static String now() {
        return CLOCK.format(LocalTime.now(ZoneId.systemDefault()));
    }
}
