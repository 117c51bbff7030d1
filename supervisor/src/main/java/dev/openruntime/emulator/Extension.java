package dev.openruntime.emulator;

import java.util.Optional;

/** A registered extension. Guarded by its session's monitor. */
final class Extension {
    private final String identifier;
    private final String name;
    private final boolean external;
    private final Registration registration;
    private ExtensionState state = ExtensionState.REGISTERED;
    private Optional<ExtensionTask> pending = Optional.empty();

    Extension(String identifier, String name, boolean external, Registration registration) {
        this.identifier = identifier;
        this.name = name;
        this.external = external;
        this.registration = registration;
    }

    String identifier() {
        return identifier;
    }

    String name() {
        return name;
    }

    /** Whether the platform has started it, as a process of its own. */
    boolean external() {
        return external;
    }

    Registration registration() {
        return registration;
    }

    /** Makes a move; false where the platform refuses it. */
    boolean move(ExtensionEvent event) {
        Optional<ExtensionState> next = state.on(event);
        state = next.orElse(state);
        return next.isPresent();
    }

    ExtensionState state() {
        return state;
    }

    /** Whether it has nothing to do with the current event, or has finished with it. */
    boolean isIdle() {
        return !registration.wantsInvoke() || (pending.isEmpty() && state.listening());
    }

    void offer(Event event) {
        pending = registration.wantsInvoke() ? Optional.of(new ExtensionTask.Invoke(event)) : Optional.empty();
    }

    /** The end, if it wants to be told of it, goes before whatever it has not been told of yet. */
    void offer(ExtensionTask.Shutdown shutdown) {
        pending = registration.wantsShutdown() ? Optional.of(shutdown) : Optional.empty();
    }

    boolean hasPending() {
        return pending.isPresent();
    }

    /** What it is to be told of, which from now on it works on. */
    ExtensionTask serve() {
        ExtensionTask task = pending.orElseThrow();
        pending = Optional.empty();
        state = state.on(ExtensionEvent.EVENT_SERVED).orElseThrow();
        return task;
    }
}
