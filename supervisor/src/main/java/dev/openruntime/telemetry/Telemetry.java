package dev.openruntime.telemetry;

import dev.openruntime.child.ChildListener;
import dev.openruntime.loop.InvocationReport;
import dev.openruntime.loop.LoopListener;
import dev.openruntime.pipeline.Span;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that observes, in one place. Made after the first child was spawned: it brings up logging.
 *
 * <p>Threads: as the listeners that it hands out.
 */
public final class Telemetry implements LoopListener, AutoCloseable {

    /** What {@code bootstrap} sets: when its first line ran and when it gave way to the JVM, Unix seconds each. */
    private static final String LAUNCHED_VARIABLE = "OPEN_RUNTIME_LAUNCHED";

    private final Optional<Timeline> timeline;
    private final Optional<String> launcher;
    private final LateMeters meters;
    private final List<LoopListener> loopListeners = new ArrayList<>();

    private Telemetry(Optional<Timeline> timeline, Optional<String> launcher, LateMeters meters) {
        this.timeline = timeline;
        this.launcher = launcher;
        this.meters = meters;
        timeline.ifPresent(lines -> loopListeners.add(new LoopTimeline(lines)));
        loopListeners.add(meters);
    }

    /**
     * Sets up what this environment asks for.
     *
     * @param timelineReader who wants the timeline, beside the file that the environment may name
     */
    public static Telemetry start(
            Map<String, String> environment, LateMeters meters, Optional<? extends OutputStream> timelineReader) {
        Optional<String> file = Optional.ofNullable(environment.get(Timeline.VARIABLE))
                .filter(path -> !path.isEmpty() && !path.equals("-"));
        if (file.isEmpty() && timelineReader.isEmpty()) {
            return new Telemetry(Optional.empty(), Optional.empty(), meters);
        }
        Optional<String> launched = Optional.ofNullable(environment.get(LAUNCHED_VARIABLE));
        return new Telemetry(Timeline.open(file, timelineReader), launched, meters);
    }

    /** The process was launched and came to its main at these times. */
    public void started(Optional<Instant> launched, Instant mainEntered) {
        timeline.ifPresent(lines -> {
            Timeline.Line line = lines.line("start", Timeline.micros(mainEntered));
            launched.ifPresent(at -> line.with("launchedUs", Timeline.micros(at)));
            line.with("pid", ProcessHandle.current().pid()).write();
            launcher.ifPresent(moments -> LaunchTimeline.write(lines, moments));
        });
    }

    /** The start came to one of the moments that {@code docs/timeline.md} names. */
    public void phase(String name, Instant at) {
        timeline.ifPresent(lines ->
                lines.line("phase", Timeline.micros(at)).with("name", name).write());
    }

    /** Whoever wants to hear of the children: the log, the timeline if there is one, and these. */
    public List<ChildListener> childListeners(ChildListener... others) {
        List<ChildListener> listeners = new ArrayList<>(List.of(others));
        listeners.add(new ChildLog());
        timeline.ifPresent(lines -> listeners.add(new ChildTimeline(lines)));
        return listeners;
    }

    /** Whether anybody wants to know when the process was launched, which costs a look at the system. */
    public boolean isTimed() {
        return timeline.isPresent();
    }

    /** Somebody else wants to hear of the loop. Before it runs. */
    public void tell(LoopListener listener) {
        loopListeners.add(listener);
    }

    @Override
    public void nextSent(long nanos) {
        loopListeners.forEach(listener -> listener.nextSent(nanos));
    }

    @Override
    public void invocationDone(InvocationReport report) {
        loopListeners.forEach(listener -> listener.invocationDone(report));
    }

    /** Children were flushed, and no invocation is behind it: they are about to be stopped. */
    public void flushed(List<Span> spans) {
        if (!spans.isEmpty()) {
            timeline.ifPresent(lines -> new LoopTimeline(lines).flushed(spans));
            meters.flushed(spans);
        }
    }

    /** The process ends with this status. */
    public void stopped(int status) {
        timeline.ifPresent(lines -> lines.line("stop", Timeline.micros(Instant.now()))
                .with("status", status)
                .write());
        meters.logSummary();
    }

    @Override
    public void close() {
        timeline.ifPresent(Timeline::close);
    }
}
