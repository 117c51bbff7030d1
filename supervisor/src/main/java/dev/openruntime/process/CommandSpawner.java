package dev.openruntime.process;

import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.LifeSigns;
import dev.openruntime.child.LiveChild;
import dev.openruntime.child.Spawner;
import java.io.IOException;

/** Spawns any command: nothing on its stdin, both outputs captured. It has no way to say that it is ready. */
public final class CommandSpawner implements Spawner {

    private final Command command;
    private final OutputRelay relay;

    public CommandSpawner(Command command, OutputRelay relay) {
        this.command = command;
        this.relay = relay;
    }

    @Override
    public LiveChild spawn(ChildSpec spec, int spawn, String cookie, LifeSigns signs) throws IOException {
        ChildProcess process = ChildProcess.start(command, cookie);
        process.stdin().close();
        return LiveProcess.capturingAll(spec.name(), process, signs, relay);
    }
}
