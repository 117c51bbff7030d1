package dev.openruntime.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stops a command in order when the process is asked to end, and at once when a person presses Ctrl-C again: the
 * function is killed then, because its launcher's input ends with this process.
 *
 * <p>The orderly stop is a shutdown hook on the thread {@code stop}, so that SIGTERM and a hang-up come the same way.
 * Signals reach this through the JDK's signal interface, looked up by name because compiling against it is warned of;
 * where it is absent, the first Ctrl-C still stops in order.
 */
final class StopSwitch implements AutoCloseable {

    private final Thread hook;
    private final int statusOnInterrupt;
    private final Screen screen;
    private final AtomicInteger interrupts = new AtomicInteger();

    private StopSwitch(Runnable orderly, int statusOnInterrupt, Screen screen) {
        hook = Thread.ofPlatform().name("stop").unstarted(orderly);
        this.statusOnInterrupt = statusOnInterrupt;
        this.screen = screen;
    }

    /**
     * From here on the process ends in order.
     *
     * @param orderly stops everything; runs at most once, on a thread of its own
     * @param statusOnInterrupt the exit status after Ctrl-C
     */
    static StopSwitch arm(Runnable orderly, int statusOnInterrupt, Screen screen) {
        StopSwitch armed = new StopSwitch(orderly, statusOnInterrupt, screen);
        Runtime.getRuntime().addShutdownHook(armed.hook);
        armed.listen();
        return armed;
    }

    /** Takes the orderly stop back: the command has come to its own end. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            awaitTheEnd();
        }
    }

    /** The process is ending already, and this thread has no say in how. */
    static void awaitTheEnd() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object onInterrupt = Proxy.newProxyInstance(
                    StopSwitch.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            interrupted();
                        }
                        return null;
                    });
            Object _ = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), onInterrupt);
        } catch (ReflectiveOperationException e) {
            screen.row("open-runtime: a second Ctrl-C will not be heard: this Java has no " + e.getMessage());
        }
    }

    private void interrupted() {
        if (interrupts.incrementAndGet() == 1) {
            screen.row(screen.style().dim("stopping; Ctrl-C again ends at once"));
            Thread.ofPlatform().name("exit").start(() -> System.exit(statusOnInterrupt));
        } else {
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
    }
}
