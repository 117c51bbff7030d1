package dev.openruntime.stack;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.process.LiveProcess;
import dev.openruntime.process.SignalTarget;
import dev.openruntime.process.StackDump;
import dev.openruntime.worker.StackOffer;
import dev.openruntime.worker.StackText;
import java.io.IOException;
import java.util.Optional;

/**
 * A look at a process, in the way that it offered. Any thread; one look at a time.
 *
 * @param mayDebug whether the process may be made to open its debugger's port for it
 */
public record StackLook(LiveProcess process, boolean mayDebug) {

    /**
     * Blocks until it is seen, or until the deadline. No signal is sent that would end the process, nor to a stranger.
     *
     * @return a line of text for each place; empty where it can't be had
     */
    public String take(StackOffer offer, Deadline by) throws IOException {
        if (offer instanceof StackOffer.ByInspector && !mayDebug) {
            return "";
        }
        Optional<SignalTarget> target = SignalTarget.of(process.pid().orElse(-1), offer.pid(), offer.signal());
        return target.isEmpty() ? "" : take(offer, target.get(), by);
    }

    private String take(StackOffer offer, SignalTarget target, Deadline by) throws IOException {
        return switch (offer) {
            case StackOffer.InFile file -> {
                Optional<StackDump> dump = StackDump.of(target, file.descriptor());
                yield dump.isEmpty() ? "" : dump.get().take(StackText.MOST_CHARACTERS, by.remaining());
            }
            case StackOffer.ByJvm _ -> {
                ThreadDump dump = new ThreadDump();
                process.tap(dump);
                target.signal();
                yield dump.await(by);
            }
            case StackOffer.ByInspector _ -> {
                InspectorLines said = new InspectorLines();
                process.tap(said);
                target.signal();
                yield InspectorSession.stack(said, by);
            }
        };
    }
}
