package dev.openruntime.worker;

import dev.openruntime.invocation.Deadline;

/** A look at where a process is, prepared while there was time. Any thread; once. */
@FunctionalInterface
public interface Look {

    /**
     * Makes the process show its stack; blocks until it is there, or until the deadline.
     *
     * @return empty where it can't be had; never much longer than {@link StackText#MOST_CHARACTERS}
     */
    String take(Deadline by);
}
