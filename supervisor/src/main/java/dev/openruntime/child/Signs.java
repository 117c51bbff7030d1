package dev.openruntime.child;

import java.util.Optional;
import java.util.regex.Pattern;

/** The signs of one spawn: each becomes an event with the time of the call. */
final class Signs implements LifeSigns {

    /** Of a line that is shown as the reason why a child is ready. */
    private static final int MAX_DETAIL = 80;

    private final ChildSpec spec;
    private final int spawn;
    private final LineWatch lines;
    private final Lifecycle lifecycle;
    private volatile Optional<Pattern> awaited; // the line by which it becomes ready, until it is printed

    Signs(ChildSpec spec, int spawn, LineWatch lines, Lifecycle lifecycle) {
        this.spec = spec;
        this.spawn = spawn;
        this.lines = lines;
        this.lifecycle = lifecycle;
        this.awaited =
                spec.startup() instanceof Startup.LogLine startup ? Optional.of(startup.line()) : Optional.empty();
    }

    @Override
    public void ready(String detail) {
        if (spec.startup() instanceof Startup.SaysSo) {
            lifecycle.post(spec.name(), new ChildEvent.BecameReady(spawn, lifecycle.now(), detail));
        }
    }

    @Override
    public boolean listens() {
        return awaited.isPresent() || lines.listens();
    }

    @Override
    public void printed(String line) {
        Optional<Pattern> own = awaited;
        if (own.isPresent() && own.get().matcher(line).find()) {
            awaited = Optional.empty(); // both streams may print one: the table passes over the second
            String detail = "printed \"" + Words.start(line, MAX_DETAIL) + "\"";
            lifecycle.post(spec.name(), new ChildEvent.BecameReady(spawn, lifecycle.now(), detail));
        }
        if (lines.printed(line)) {
            lifecycle.post(spec.name(), new ChildEvent.LinePrinted(spawn, lifecycle.now()));
        }
    }

    @Override
    public void failed(String error) {
        lifecycle.post(spec.name(), new ChildEvent.LoadFailed(spawn, lifecycle.now(), error));
    }

    @Override
    public void exited(Exit exit) {
        lifecycle.post(spec.name(), new ChildEvent.Exited(spawn, lifecycle.now(), exit));
    }
}
