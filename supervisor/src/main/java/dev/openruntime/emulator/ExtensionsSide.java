package dev.openruntime.emulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The extensions of one life of the environment: who is registered, in which state, waiting for what. Each call of the
 * Extensions API comes in on a thread of its own; all state is guarded by the monitor.
 *
 * <p>External extensions are those whose names were {@linkplain #expect announced}, for the platform starts them;
 * everybody else who registers is an internal one, which lives in the runtime's own processes. One whose waiting
 * {@code event/next} loses its connection may ask again and misses nothing.
 */
final class ExtensionsSide {
    static final int MOST_EXTENSIONS = 10;

    private final Monitor monitor;
    private final BooleanSupplier registrationClosed;
    private final Map<String, Extension> extensions = new LinkedHashMap<>();
    /** The external ones, by name; with what was wrong with it where one could not be started. */
    private final Map<String, Optional<String>> external = new LinkedHashMap<>();

    ExtensionsSide(Monitor monitor, BooleanSupplier registrationClosed) {
        this.monitor = monitor;
        this.registrationClosed = registrationClosed;
    }

    /**
     * The platform is about to start an external extension, or can't.
     *
     * @param launchError the type of what is wrong with it
     */
    void expect(String name, Optional<String> launchError) {
        monitor.locked(() -> external.put(name, launchError));
    }

    /** An extension makes itself known; its identifier is the answer. */
    Reply<String> register(String name, Registration registration) {
        return monitor.locked(() -> {
            boolean isExternal = external.containsKey(name);
            Optional<String> unknown = registration.events().stream()
                    .filter(event -> !event.equals(Registration.INVOKE) && !event.equals(Registration.SHUTDOWN))
                    .findFirst();
            if (unknown.isPresent()) {
                return refused("Extension.InvalidEventType", unknown.get() + ": ErrorInvalidEventType");
            }
            if (!isExternal && registration.wantsShutdown()) {
                return refused(
                        "Extension.InvalidEventType",
                        Registration.SHUTDOWN + ": ShutdownEventNotSupportedForInternalExtension");
            }
            if (registrationClosed.getAsBoolean()) {
                return refused("Extension.RegistrationClosed", "Extension registration closed already");
            }
            if (named(name).isPresent()) {
                return refused("Extension.InvalidExtensionState", "Extension with this name already registered");
            }
            if (!isExternal && internal() + external.size() >= MOST_EXTENSIONS) {
                return refused("Extension.TooManyExtensions", "Extension limit (" + MOST_EXTENSIONS + ") reached");
            }
            var extension = new Extension(UUID.randomUUID().toString(), name, isExternal, registration);
            extensions.put(extension.identifier(), extension);
            return new Reply.Granted<>(extension.identifier());
        });
    }

    private Optional<Extension> named(String name) {
        return extensions.values().stream()
                .filter(known -> known.name().equals(name))
                .findFirst();
    }

    private long internal() {
        return extensions.values().stream().filter(known -> !known.external()).count();
    }

    /** The name of the extension with this identifier, if one is registered. */
    Optional<String> nameOf(String identifier) {
        return monitor.locked(
                () -> Optional.ofNullable(extensions.get(identifier)).map(Extension::name));
    }

    /** The state of the extension with this identifier, if one is registered. */
    Optional<ExtensionState> stateOf(String identifier) {
        return monitor.locked(
                () -> Optional.ofNullable(extensions.get(identifier)).map(Extension::state));
    }

    /** A registered extension asks for an event; blocks until there is one, for ever where it wants none. */
    Reply<ExtensionTask> next(String identifier, Exchange exchange) throws InterruptedException {
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
            Fault fault = new Fault.ExtensionFailed(
                    "Extension." + event.target(), extension.name(), reported, extension.external());
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

    /** Whether every external extension has registered; lock held. */
    boolean areRegistered() {
        return external.keySet().stream().allMatch(name -> named(name).isPresent());
    }

    /** Lets go those who wait for an event and those who will: the environment ends. */
    void shutDown(ExtensionTask.Shutdown shutdown) {
        monitor.locked(() -> {
            extensions.values().stream().filter(Extension::external).forEach(extension -> extension.offer(shutdown));
            return shutdown;
        });
    }

    /** Whether the external extension with this name wants to be told of the end. */
    boolean wantsShutdown(String name) {
        return monitor.locked(() -> named(name)
                .filter(extension -> extension.registration().wantsShutdown())
                .isPresent());
    }

    /** Whether one is registered, so that the runtime is told to end before it is killed. */
    boolean isEmpty() {
        return monitor.locked(extensions::isEmpty);
    }

    /** Whether an external one is registered, which has a share in the end. */
    boolean hasExternal() {
        return monitor.locked(() -> extensions.values().stream().anyMatch(Extension::external));
    }

    /** Whether one is told of invocations, so that it may hold their end. */
    boolean hasInvokeSubscriber() {
        return monitor.locked(() -> extensions.values().stream()
                .anyMatch(known -> known.registration().wantsInvoke()));
    }

    /** How each came out of init. */
    List<ExtensionReport> reports() {
        return monitor.locked(() -> {
            List<ExtensionReport> reports = new ArrayList<>();
            external.forEach((name, launchError) -> {
                if (named(name).isEmpty()) {
                    String state = launchError.isPresent() ? "LaunchError" : "Started";
                    reports.add(new ExtensionReport(name, state, List.of(), launchError));
                }
            });
            extensions
                    .values()
                    .forEach(known -> reports.add(new ExtensionReport(
                            known.name(),
                            known.state().platformName(),
                            known.registration().events(),
                            known.state().errorType())));
            return reports;
        });
    }

    /** What init still waits for, by name of the extension. */
    Map<String, String> missing() {
        return monitor.locked(() -> {
            Map<String, String> missing = new LinkedHashMap<>();
            external.keySet().stream()
                    .filter(name -> named(name).isEmpty())
                    .forEach(name -> missing.put(
                            name,
                            "init waits for it: it has not registered under its file name (POST"
                                    + " /2020-01-01/extension/register with `Lambda-Extension-Name: " + name + "`)"));
            extensions.values().stream()
                    .filter(known -> !known.state().listening())
                    .forEach(known -> missing.put(
                            known.name(),
                            "init waits for it: it has registered, but not called GET"
                                    + " /2020-01-01/extension/event/next"));
            return missing;
        });
    }
}
