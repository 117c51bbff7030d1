package dev.openruntime.supervisor;

/** Prints what built-ins say to the log: {@link Outputs#print}. Any thread but event loops. */
@FunctionalInterface
interface Printer {

    /**
     * Prints a line of a child.
     *
     * @return whether the log has taken it
     * @throws InterruptedException while it waited for room; then the log has not taken it
     */
    boolean print(String child, String line) throws InterruptedException;
}
