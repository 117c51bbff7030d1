package dev.openruntime.child;

import java.util.regex.Pattern;

/** What a child that depends on another waits for before it is spawned the first time, or anew after a stop. */
public sealed interface Condition {

    /** One for each condition; see {@link ChildState} for why. */
    enum Kind {
        STARTED,
        HEALTHY,
        COMPLETED,
        LOGGED
    }

    Kind kind();

    /** The other has been spawned and has not died since, or has done its work. */
    record Started() implements Condition {
        @Override
        public Kind kind() {
            return Kind.STARTED;
        }
    }

    /** The other is ready; for a one-shot that is: it has ended well. */
    record Healthy() implements Condition {
        @Override
        public Kind kind() {
            return Kind.HEALTHY;
        }
    }

    /** The other has ended well once, and its policy doesn't spawn it again. Holds for good. */
    record Completed() implements Condition {
        @Override
        public Kind kind() {
            return Kind.COMPLETED;
        }
    }

    /**
     * The other has printed such a line in any of its spawns. Holds for good.
     *
     * @param line is looked for anywhere in a line of its output
     */
    record Logged(Pattern line) implements Condition {
        @Override
        public Kind kind() {
            return Kind.LOGGED;
        }
    }
}
