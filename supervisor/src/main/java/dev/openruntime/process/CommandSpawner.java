package dev.openruntime.process;

import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.LifeSigns;
import dev.openruntime.child.LiveChild;
import dev.openruntime.child.Spawner;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Spawns any command: nothing on its stdin, both outputs captured. It has no way to say that it is ready, and a signal
 * none to say how much time is left after it: that it is told beforehand, by a variable.
 */
public final class CommandSpawner implements Spawner {

    /** From its stop signal until it is killed at the end of the whole function, at worst, in milliseconds. */
    public static final String STOP_VARIABLE = "OPEN_RUNTIME_STOP_WITHIN_MS";

    private final Command command;
    private final Supplier<Duration> stopWithin;
    private final OutputRelay relay;

    /** @param stopWithin known by the first spawn */
    public CommandSpawner(Command command, Supplier<Duration> stopWithin, OutputRelay relay) {
        this.command = command;
        this.stopWithin = stopWithin;
        this.relay = relay;
    }

    @Override
    public boolean mayOverlap() {
        return true;
    }

    @Override
    public LiveChild spawn(ChildSpec spec, int spawn, String cookie, LifeSigns signs) throws IOException {
        String millis = Long.toString(stopWithin.get().toMillis());
        ChildProcess process = ChildProcess.start(command.with(STOP_VARIABLE, millis), cookie);
        process.stdin().close();
        return LiveProcess.capturingAll(spec.name(), process, signs, relay);
    }
}
