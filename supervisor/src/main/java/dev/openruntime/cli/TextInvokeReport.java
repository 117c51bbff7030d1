package dev.openruntime.cli;

import dev.openruntime.console.ErrorBlock;
import dev.openruntime.console.LogRow;
import dev.openruntime.console.Summary;
import dev.openruntime.console.TimelineEntry;
import dev.openruntime.console.TimelineView;
import dev.openruntime.emulator.InitReport;
import dev.openruntime.emulator.InvocationReport;
import dev.openruntime.emulator.InvokeResult;
import dev.openruntime.emulator.PlatformError;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Shows an {@code invoke} to a person: the timeline on standard error as things happen, the response at the very end.
 */
final class TextInvokeReport implements InvokeReport {

    private final Screen screen;
    private final OutputStream out;
    private final boolean outIsTerminal;
    private final boolean many;
    private final TimelineView view;
    private final Summary summary = new Summary();
    private byte[] answer = new byte[0];
    private boolean answerIsText = true;
    private boolean failed;

    /** From the second invocation on, only trouble is shown. */
    private volatile boolean sparing;

    private final LongAdder unshown = new LongAdder();

    TextInvokeReport(Screen screen, OutputStream out, boolean outIsTerminal, int count) {
        this.screen = screen;
        this.out = out;
        this.outIsTerminal = outIsTerminal;
        this.many = count > 1;
        this.view = new TimelineView(screen.style());
    }

    @Override
    public void log(String line) {
        if (sparing && !LogRow.isTrouble(line)) {
            unshown.increment();
        } else {
            screen.log(line);
        }
    }

    @Override
    public void init(InitReport init, List<TimelineEntry> timeline) {
        timeline.forEach(view::add);
        List<String> rows = new ArrayList<>(view.init());
        if (init.status() == InitReport.Status.TIMEOUT) {
            rows.add(screen.style()
                    .red("init took longer than the platform allows; it begins again within the invocation"));
        }
        rows.add("");
        screen.rows(rows);
    }

    @Override
    public void initFailed(PlatformError error) {
        screen.rows(ErrorBlock.render("init failed", error.payload(), screen.style()));
        answer = error.payload();
        failed = true;
    }

    @Override
    public void invoked(InvokeResult result, InvocationReport report, List<TimelineEntry> timeline) {
        boolean seen = false;
        for (TimelineEntry entry : timeline) {
            view.add(entry);
            if (entry instanceof TimelineEntry.Invocation invocation) {
                seen = true;
                summary.add(invocation);
                if (!many) {
                    screen.rows(view.invocation(invocation));
                }
            }
        }
        if (!seen || ended(report)) {
            screen.row(screen.style().red(EndWords.of(report)));
        }
        answer = result.payload();
        answerIsText = result.contentType().contains("json");
        failed |= result.functionError();
        sparing = many;
    }

    private static boolean ended(InvocationReport report) {
        return switch (report.status()) {
            case SUCCESS, ERROR -> false;
            case FAILURE, TIMEOUT -> true;
        };
    }

    @Override
    public int conclude() throws IOException {
        if (unshown.sum() > 0) {
            screen.row(screen.style().dim("log lines of later invocations, not shown: " + unshown.sum()));
        }
        if (many && !summary.isEmpty()) {
            screen.rows(summary.render(screen.style()));
        }
        out.write(answer);
        if ((answerIsText || outIsTerminal) && (answer.length == 0 || answer[answer.length - 1] != '\n')) {
            out.write('\n');
        }
        out.flush();
        return failed ? ExitStatus.FUNCTION_FAILED : ExitStatus.DONE;
    }
}
