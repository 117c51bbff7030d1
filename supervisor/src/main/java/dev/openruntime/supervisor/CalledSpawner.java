package dev.openruntime.supervisor;

import dev.openruntime.child.Spawner;
import dev.openruntime.invocation.Outcome;
import java.util.Optional;

/** Spawns a child that the pipeline calls. */
interface CalledSpawner extends Spawner {

    /** Where its live process is to be found. */
    WorkerSlot slot();

    /** The error that its process reported the last time it failed to load its user code. */
    Optional<Outcome.FunctionError> loadError();
}
