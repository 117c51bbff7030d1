package dev.openruntime.emulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The extensions of one life of the environment: who is registered, in which state, waiting for what. Each call of the
 * Extensions API comes in on a thread of its own; all state is guarded by the monitor.
 *
 * <p>Only internal extensions exist here, those that live in the runtime's own processes. One whose waiting
 * {@code event/next} loses its connection may ask again and misses nothing.
 */
final class ExtensionsSide {
    private static final int MOST_EXTENSIONS = 10;

    private final Monitor monitor;
    private final BooleanSupplier registrationClosed;
    private final Map<String, Extension> extensions = new LinkedHashMap<>();

    ExtensionsSide(Monitor monitor, BooleanSupplier registrationClosed) {
        this.monitor = monitor;
        this.registrationClosed = registrationClosed;
    }

    /** An extension makes itself known; its identifier is the answer. */
    Reply<String> register(String name, boolean invokeSubscriber) {
        return monitor.locked(() -> {
            if (registrationClosed.getAsBoolean()) {
                return refused("Extension.RegistrationClosed", "Extension registration closed already");
            }
            if (extensions.values().stream().anyMatch(known -> known.name().equals(name))) {
                return refused("Extension.InvalidExtensionState", "Extension with this name already registered");
            }
            if (extensions.size() >= MOST_EXTENSIONS) {
                return refused("Extension.TooManyExtensions", "Extension limit (" + MOST_EXTENSIONS + ") reached");
            }
            var extension = new Extension(UUID.randomUUID().toString(), name, invokeSubscriber);
            extensions.put(extension.identifier(), extension);
            return new Reply.Granted<>(extension.identifier());
        });
    }

    /** The state of the extension with this identifier, if one is registered. */
    Optional<ExtensionState> stateOf(String identifier) {
        return monitor.locked(
                () -> Optional.ofNullable(extensions.get(identifier)).map(Extension::state));
    }

    /** A registered extension asks for an event; blocks until there is one, for ever where it wants none. */
    Reply<Event> next(String identifier, Exchange exchange) throws InterruptedException {
        var client = new Presence(monitor, exchange);
        return monitor.lockedWaiting(() -> {
            Extension extension = known(identifier);
            if (!extension.move(ExtensionEvent.NEXT)) {
                return refused(extension, ExtensionEvent.NEXT);
            }
            monitor.waitWhile(
                    () -> client.isThere() && extension.state() == ExtensionState.READY && !extension.hasPending());
            if (monitor.isOver() || extension.state() != ExtensionState.READY) {
                return new Reply.Gone<>();
            }
            if (!client.isThere()) {
                extension.move(ExtensionEvent.WAITER_LOST);
                return new Reply.Gone<>();
            }
            return new Reply.Granted<>(extension.serve());
        });
    }

    /**
     * A registered extension says that it can't start or is about to exit, which is a fault of the environment.
     *
     * @param event {@link ExtensionEvent#INIT_ERROR} or {@link ExtensionEvent#EXIT_ERROR}
     * @param reported the error's type, as the extension has it
     */
    Reply<Fault> failed(String identifier, ExtensionEvent event, String reported) {
        return monitor.locked(() -> {
            Extension extension = known(identifier);
            if (!extension.move(event)) {
                return refused(extension, event);
            }
            Fault fault = new Fault.ExtensionFailed("Extension." + event.target(), extension.name(), reported);
            monitor.fail(fault);
            return new Reply.Granted<>(fault);
        });
    }

    private Extension known(String identifier) {
        return Optional.ofNullable(extensions.get(identifier)).orElseThrow();
    }

    private static <T> Reply<T> refused(Extension extension, ExtensionEvent event) {
        return refused("Extension.InvalidExtensionState", extension.state().refusal(event, extension.identifier()));
    }

    private static <T> Reply<T> refused(String errorType, String message) {
        return new Reply.Refused<>(403, errorType, message);
    }

    /** Gives all who want it an event; lock held. */
    void offer(Event event) {
        extensions.values().forEach(extension -> extension.offer(event));
    }

    /** Whether all have begun to listen; lock held. */
    boolean areListening() {
        return extensions.values().stream()
                .allMatch(extension -> extension.state().listening());
    }

    /** Whether all have finished with the current event; lock held. */
    boolean areIdle() {
        return extensions.values().stream().allMatch(Extension::isIdle);
    }

    boolean isEmpty() {
        return monitor.locked(extensions::isEmpty);
    }
}
