package dev.openruntime.child;

import dev.openruntime.health.Target;
import java.time.Duration;
import java.util.regex.Pattern;

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
     * @param successes so many in a row make it ready; at least 1
     */
    record Probe(Target target, Duration every, Duration timeout, Duration within, int successes) implements Startup {

        /** One success is enough. */
        public Probe(Target target, Duration every, Duration timeout, Duration within) {
            this(target, every, timeout, within, 1);
        }
    }

    /**
     * It prints a line.
     *
     * @param line is looked for anywhere in a line of its output
     * @param within how long after its spawn; then its tree is killed, and that counts as a death
     */
    record LogLine(Pattern line, Duration within) implements Startup {}

    /** It is ready as soon as it is spawned. */
    record AtOnce() implements Startup {}

    /**
     * It is ready when it has ended well: a one-shot, such as a migration. It has all the time that init has, and no
     * invocation waits for it.
     */
    record Completes() implements Startup {}
}
