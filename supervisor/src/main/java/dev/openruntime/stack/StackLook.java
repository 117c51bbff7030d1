package dev.openruntime.stack;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.process.LiveProcess;
import dev.openruntime.process.SignalTarget;
import dev.openruntime.process.StackDump;
import dev.openruntime.worker.StackOffer;
import dev.openruntime.worker.StackText;
import java.io.IOException;
import java.util.Optional;

/** A look at a process, in the way that it offered. Any thread; once. */
public final class StackLook {

    /** What to do with a process that may be sent the signal. */
    private interface Way {

        String see(SignalTarget process, Deadline by) throws IOException;
    }

    private final LiveProcess process;
    private final StackOffer offer;
    private final Way way;

    private StackLook(LiveProcess process, StackOffer offer, Way way) {
        this.process = process;
        this.offer = offer;
        this.way = way;
    }

    /**
     * Does what can be done before the process is touched; on a busy machine the first time of anything costs more than
     * there is afterwards.
     *
     * @param mayDebug whether the process may be made to open its debugger's port
     */
    public static StackLook prepare(LiveProcess process, boolean mayDebug, StackOffer offer) throws IOException {
        Way way = switch (offer) {
            case StackOffer.InFile file -> (target, by) -> inFile(target, file, by);
            case StackOffer.ByJvm _ -> byJvm(process);
            case StackOffer.ByInspector _ -> mayDebug ? byInspector(process) : (_, _) -> "";
        };
        StackLook look = new StackLook(process, offer, way);
        Optional<SignalTarget> _ = look.target();
        return look;
    }

    /**
     * Blocks until it is seen, or until the deadline. No signal is sent that would end the process, nor to a stranger.
     *
     * @return a line of text for each place; empty where it can't be had
     */
    public String take(Deadline by) throws IOException {
        Optional<SignalTarget> target = target();
        return target.isEmpty() || by.passed() ? "" : way.see(target.get(), by);
    }

    private Optional<SignalTarget> target() throws IOException {
        return SignalTarget.of(process.pid().orElse(-1), offer.pid(), offer.signal());
    }

    private static String inFile(SignalTarget target, StackOffer.InFile file, Deadline by) throws IOException {
        Optional<StackDump> dump = StackDump.of(target, file.descriptor());
        return dump.isEmpty() ? "" : dump.get().take(StackText.MOST_CHARACTERS, by.remaining());
    }

    private static Way byJvm(LiveProcess process) {
        ThreadDump dump = new ThreadDump();
        process.tap(dump);
        return (target, by) -> {
            target.signal();
            return dump.await(by);
        };
    }

    private static Way byInspector(LiveProcess process) throws IOException {
        InspectorLines said = new InspectorLines();
        process.tap(said);
        InspectorSession session = new InspectorSession(said);
        return (target, by) -> {
            target.signal();
            return session.stack(by);
        };
    }
}
