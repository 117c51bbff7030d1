package dev.openruntime.emulator;

import java.util.Optional;

/** A registered extension. Guarded by its session's monitor. */
final class Extension {
    private final String identifier;
    private final String name;
    private final boolean invokeSubscriber;
    private ExtensionState state = ExtensionState.REGISTERED;
    private Optional<Event> pending = Optional.empty();

    Extension(String identifier, String name, boolean invokeSubscriber) {
        this.identifier = identifier;
        this.name = name;
        this.invokeSubscriber = invokeSubscriber;
    }

    String identifier() {
        return identifier;
    }

    String name() {
        return name;
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
        return !invokeSubscriber || (pending.isEmpty() && state.listening());
    }

    void offer(Event event) {
        pending = invokeSubscriber ? Optional.of(event) : Optional.empty();
    }

    boolean hasPending() {
        return pending.isPresent();
    }

    /** The event it is to be told of, which from now on it works on. */
    Event serve() {
        Event event = pending.orElseThrow();
        pending = Optional.empty();
        state = state.on(ExtensionEvent.EVENT_SERVED).orElseThrow();
        return event;
    }
}
