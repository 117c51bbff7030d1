package dev.openruntime.cli;

import dev.openruntime.emulator.InitReport;
import dev.openruntime.emulator.InvocationReport;
import dev.openruntime.emulator.InvokeRequest;
import dev.openruntime.emulator.InvokeResult;
import dev.openruntime.emulator.PendingInvocation;

/** Initialises the function and invokes it with one event as often as asked, one invocation after the other. */
final class Invocations {

    private final Session session;
    private final InvokeRequest request;
    private final int count;

    Invocations(Session session, InvokeRequest request, int count) {
        this.session = session;
        this.request = request;
        this.count = count;
    }

    /**
     * Blocks until all is done.
     *
     * @throws java.util.concurrent.CancellationException if the session was closed first
     */
    void run(InvokeReport to) throws InterruptedException {
        InitReport init = session.emulator().init();
        to.init(init, session.timeline());
        if (init.error().isPresent()) {
            to.initFailed(init.error().get());
            return;
        }
        for (int i = 0; i < count; i++) {
            PendingInvocation pending = session.emulator().submit(request);
            InvokeResult result = pending.answer();
            InvocationReport report = pending.end();
            to.invoked(result, report, session.timeline());
        }
    }
}
