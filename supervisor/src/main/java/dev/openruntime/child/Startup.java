package dev.openruntime.child;

import dev.openruntime.health.Target;
import java.time.Duration;

/** How a child becomes ready. Never by a sleep. */
public sealed interface Startup {

    /**
     * The child says so itself, by {@link LifeSigns#ready}: workers and embedded built-ins.
     *
     * @param within how long after its spawn; then its tree is killed, and that counts as a death
     */
    record SaysSo(Duration within) implements Startup {}

    /**
     * A probe finds it ready.
     *
     * @param target what is asked
     * @param every from the beginning of one attempt to the beginning of the next; attempts never overlap
     * @param timeout of one attempt
     * @param within how long after its spawn; then its tree is killed, and that counts as a death
     */
    record Probe(Target target, Duration every, Duration timeout, Duration within) implements Startup {}

    /** It is ready as soon as it is spawned. */
    record AtOnce() implements Startup {}
}
