package dev.openruntime.emulator;

import java.util.Optional;

/**
 * What the platform knows of one life of an environment: its runtime, its extensions, and the fault that ended it.
 * Requests come in on their own threads; the platform thread waits here for what they bring about.
 */
final class Session {
    private final Monitor monitor = new Monitor();
    private final RuntimeSide runtime = new RuntimeSide(monitor);
    private final ExtensionsSide extensions = new ExtensionsSide(monitor, runtime::hasStarted);
    private boolean initDone;

    RuntimeSide runtime() {
        return runtime;
    }

    ExtensionsSide extensions() {
        return extensions;
    }

    /** Waits until every external extension has registered. */
    Monitor.Wait awaitRegistered(Deadline deadline) throws InterruptedException {
        return monitor.lockedWaiting(() -> monitor.await(deadline, extensions::areRegistered));
    }

    /** Waits until the runtime asks for its first event, or may be kept as a snapshot. */
    Monitor.Wait awaitInitialised(Deadline deadline) throws InterruptedException {
        return monitor.lockedWaiting(() -> monitor.await(deadline, runtime::isInitialised));
    }

    /** Whether the runtime waits to be restored from its snapshot. */
    boolean isKept() {
        return monitor.locked(runtime::isKept);
    }

    /** Restores the runtime, and waits until it asks for its first event. */
    Monitor.Wait restore(Deadline deadline) throws InterruptedException {
        monitor.locked(() -> {
            runtime.restore();
            return runtime;
        });
        return monitor.lockedWaiting(() -> monitor.await(deadline, runtime::isIdle));
    }

    /** Waits until the runtime asks for an event: its first one, or the one behind the one that it was given. */
    Monitor.Wait awaitRuntime(Deadline deadline) throws InterruptedException {
        return monitor.lockedWaiting(() -> monitor.await(deadline, runtime::isIdle));
    }

    /** Waits until the runtime and every extension have asked for their first event. */
    Monitor.Wait awaitInit(Deadline deadline) throws InterruptedException {
        return monitor.lockedWaiting(() -> {
            Monitor.Wait wait = monitor.await(deadline, () -> runtime.isInitialised() && extensions.areListening());
            initDone = wait instanceof Monitor.Wait.Done;
            return wait;
        });
    }

    /** Whether init has succeeded. */
    boolean initDone() {
        return monitor.locked(() -> initDone);
    }

    /** Hands an event to the runtime and to the extensions that want it. */
    void dispatch(Event event) {
        monitor.locked(() -> {
            runtime.offer(event);
            extensions.offer(event);
            return event;
        });
    }

    /** Waits until the runtime and all who were told of the event ask for the next one; then it is forgotten. */
    Monitor.Wait awaitEnd(Deadline deadline) throws InterruptedException {
        return monitor.lockedWaiting(() -> {
            Monitor.Wait wait = monitor.await(deadline, () -> runtime.isIdle() && extensions.areIdle());
            if (wait instanceof Monitor.Wait.Done) {
                runtime.forget();
            }
            return wait;
        });
    }

    /** Something ended this life; only the first fault counts. */
    void fail(Fault why) {
        monitor.fail(why);
    }

    Optional<Fault> fault() {
        return monitor.fault();
    }

    /** Lets every waiting request go without an answer. */
    void end() {
        monitor.end();
    }
}
