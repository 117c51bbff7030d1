package dev.openruntime.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stops a command in order when the process is asked to end, and at once when it is asked again: by Ctrl-C, SIGTERM, a
 * hang-up, in any mixture. The function is killed then, because its launcher's input ends with this process.
 *
 * <p>The orderly stop is a shutdown hook on the thread {@code stop}. Signals reach this through the JDK's signal
 * interface, looked up by name because compiling against it is warned of; where it is absent, the first signal still
 * stops in order.
 */
final class StopSwitch implements AutoCloseable {

    /** What a shell says of a process that a signal has ended, above which is the signal's number. */
    private static final int BY_SIGNAL = 128;

    private final Thread hook;
    private final int statusOnInterrupt;
    private final Screen screen;
    private final AtomicInteger signals = new AtomicInteger();

    private StopSwitch(Runnable orderly, int statusOnInterrupt, Screen screen) {
        hook = Thread.ofPlatform().name("stop").unstarted(orderly);
        this.statusOnInterrupt = statusOnInterrupt;
        this.screen = screen;
    }

    /**
     * From here on the process ends in order. Never returns where it is ending already.
     *
     * @param orderly stops everything; runs at most once, on a thread of its own
     * @param statusOnInterrupt the exit status after Ctrl-C
     */
    static StopSwitch arm(Runnable orderly, int statusOnInterrupt, Screen screen) {
        StopSwitch armed = new StopSwitch(orderly, statusOnInterrupt, screen);
        armed.listen(); // first: a signal that came in between would not be counted
        try {
            Runtime.getRuntime().addShutdownHook(armed.hook);
        } catch (IllegalStateException ending) {
            awaitTheEnd();
        }
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
        hear("INT", () -> heard(statusOnInterrupt, ExitStatus.INTERRUPTED, "stopping; Ctrl-C again ends at once"));
        hear("TERM", () -> heard(BY_SIGNAL + 15, BY_SIGNAL + 15, "stopping; a second SIGTERM ends at once"));
        hear("HUP", () -> heard(BY_SIGNAL + 1, BY_SIGNAL + 1, "stopping"));
    }

    /** Where a signal is ignored, as a hang-up is under {@code nohup}, it stays so. */
    private void hear(String name, Runnable heard) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object onSignal = Proxy.newProxyInstance(
                    StopSwitch.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            heard.run();
                        }
                        return null;
                    });
            Object _ = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), onSignal);
        } catch (ReflectiveOperationException e) {
            screen.row("open-runtime: a second SIG" + name + " will not be heard: this Java has no " + e.getMessage());
        }
    }

    /**
     * Runs on a thread of its own for each signal.
     *
     * @param first the exit status where it is the first
     * @param again the one where it isn't
     */
    private void heard(int first, int again, String words) {
        if (signals.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(again);
        }
        Thread.ofPlatform().name("exit").start(() -> System.exit(first)); // the screen may hold up this thread
        screen.row(screen.style().dim(words));
    }
}
